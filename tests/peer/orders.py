"""Requests: the SDK's own classes, with the wallet's paths in place of Antom's."""

import json

from com.alipay.ams.api.model.amount import Amount
from com.alipay.ams.api.model.product_code_type import ProductCodeType
from com.alipay.ams.api.request.alipay_request import AlipayRequest
from com.alipay.ams.api.request.pay.alipay_inquiry_refund_request import AlipayInquiryRefundRequest
from com.alipay.ams.api.request.pay.alipay_pay_query_request import AlipayPayQueryRequest
from com.alipay.ams.api.request.pay.alipay_pay_request import AlipayPayRequest
from com.alipay.ams.api.request.pay.alipay_refund_request import AlipayRefundRequest


def pay(payment_request_id, value="10000"):
    request = made(AlipayPayRequest, "/api/v2/payments/pay", payment_request_id=payment_request_id)
    request.app_id = "3333010071465913xxx"
    request.product_code = ProductCodeType.CASHIER_PAYMENT
    request.payment_amount = Amount("USD", value)
    return request


def inquiry(**ids):
    return made(AlipayPayQueryRequest, "/api/v2/payments/inquiryPayment", **ids)


def refund(refund_request_id, payment_id, value):
    request = made(AlipayRefundRequest, "/api/v2/payments/refund", payment_id=payment_id)
    request.refund_request_id = refund_request_id
    request.refund_amount = Amount("USD", value)
    return request


def refund_inquiry(refund_id):
    return made(AlipayInquiryRefundRequest, "/api/v2/payments/inquiryRefund", refund_id=refund_id)


def made(kind, path, **fields):
    request = kind()
    request.path = path
    for name, value in fields.items():
        setattr(request, name, value)
    return request


class Plain(AlipayRequest):
    """A request that the SDK has no class for: Claro's v1 wants a partner."""

    def __init__(self, path, **fields):
        super().__init__(path)
        self.fields = fields

    def to_ams_json(self):
        return json.dumps(self.fields, ensure_ascii=False, indent=2)


def claro_pay(payment_request_id, **more):
    return Plain(
        "/api/v1/payments/pay",
        partnerId="P000000000000001",
        paymentRequestId=payment_request_id,
        paymentOrderTitle="Schuhe für Çağla, 鞋",
        paymentAmount={"currency": "USD", "value": "10000"},
        paymentFactor={"isCashierPayment": True},
        **more,
    )


def claro_inquiry(payment_request_id):
    fields = {"partnerId": "P000000000000001", "paymentRequestId": payment_request_id}
    return Plain("/api/v1/payments/inquiryPayment", **fields)
