"""The SDK's client pays at our sandbox, verifies our answers, and understands them."""

import json

import orders
from case import Case, new_id
from com.alipay.ams.api.model.result_status_type import ResultStatusType
from com.alipay.ams.api.response.pay.alipay_inquiry_refund_response import AlipayInquiryRefundResponse
from com.alipay.ams.api.response.pay.alipay_pay_query_response import AlipayPayQueryResponse
from com.alipay.ams.api.response.pay.alipay_pay_response import AlipayPayResponse
from com.alipay.ams.api.response.pay.alipay_refund_response import AlipayRefundResponse


class Paying(Case):
    def test_a_payment_is_taken_and_found_again_by_either_id(self):
        order = new_id()
        paid = AlipayPayResponse(self.send(orders.pay(order, "12345")))
        self.assertSuccess(paid)
        found = AlipayPayQueryResponse(self.send(orders.inquiry(payment_request_id=order)))
        self.assertSuccess(found)
        self.assertEqual(found.payment_request_id, order)
        self.assertEqual((found.payment_amount.currency, found.payment_amount.value), ("USD", "12345"))
        same = AlipayPayQueryResponse(self.send(orders.inquiry(payment_id=found.payment_id)))
        self.assertEqual(same.payment_request_id, order)

    def test_money_is_given_back_up_to_what_was_paid(self):
        order = new_id()
        self.send(orders.pay(order, "100"))
        payment = AlipayPayQueryResponse(self.send(orders.inquiry(payment_request_id=order))).payment_id
        given = AlipayRefundResponse(self.send(orders.refund(new_id(), payment, "60")))
        self.assertSuccess(given)
        found = AlipayInquiryRefundResponse(self.send(orders.refund_inquiry(given.refund_id)))
        self.assertSuccess(found)
        self.assertEqual(found.refund_amount.value, "60")
        more = AlipayRefundResponse(self.send(orders.refund(new_id(), payment, "41")))
        self.assertEqual(more.result.result_status, ResultStatusType.F)

    def test_the_same_order_is_paid_once_and_a_changed_one_is_refused(self):
        order = new_id()
        first, again = self.send(orders.pay(order)), self.send(orders.pay(order))
        self.assertEqual(first, again)
        changed = AlipayPayResponse(self.send(orders.pay(order, "1")))
        self.assertEqual(changed.result.result_code, "REPEAT_REQ_INCONSISTENT")

    def test_text_beyond_ascii_is_signed_as_it_is_sent(self):
        answer = json.loads(self.send(orders.claro_pay(new_id()), api="claro"))
        self.assertEqual(answer["result"]["resultStatus"], "A")
        self.assertIn("redirectionUrl", answer["actionForm"])

    def test_a_query_is_signed_with_the_path_in_both_directions(self):
        order = new_id()
        self.send(orders.pay(order))
        request = orders.inquiry(payment_request_id=order)
        request.path += "?shop=7&name=%C3%BC"
        self.assertSuccess(AlipayPayQueryResponse(self.send(request)))

    def test_a_failure_is_signed_and_names_what_is_wrong(self):
        too_long = AlipayPayResponse(self.send(orders.pay("x" * 65)))
        self.assertEqual(too_long.result.result_code, "PARAM_ILLEGAL")
        self.assertRegex(too_long.result.result_message, "paymentRequestId.*64")
        unknown = AlipayPayQueryResponse(self.send(orders.claro_inquiry(new_id()), api="claro"))
        self.assertEqual(unknown.result.result_code, "ORDER_NOT_EXIST")

    def test_a_path_that_the_wallet_lacks_is_answered_and_signed(self):
        # The SDK makes `/ams/sandbox/api/..` of its own path, since the client id begins with SANDBOX_.
        request = orders.AlipayPayQueryRequest()
        answer = AlipayPayQueryResponse(self.send(request))
        self.assertEqual(request.path, "/ams/sandbox/api/v1/payments/inquiryPayment")
        self.assertEqual(answer.result.result_code, "INVALID_API")

    def assertSuccess(self, answer):
        found = (answer.result.result_status, answer.result.result_code)
        self.assertEqual(found, (ResultStatusType.S, "SUCCESS"), answer.result.result_message)
