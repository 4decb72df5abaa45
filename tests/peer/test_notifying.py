"""The sandbox's word of a payment reaches a merchant who has the SDK's tools."""

import json
import queue

import orders
from case import Case, new_id
from loopback import served
from sandbox import PATIENCE
from tool import Message, now


class Notifying(Case):
    def test_word_of_a_payment_is_verified_and_an_answer_of_the_sdk_acknowledges_it(self):
        order = new_id()
        told, said = self.notified(order, self.keys.merchant)
        self.assertTrue(said.endswith(", try 1: acknowledged"), said)
        self.assertEqual((told["paymentRequestId"], told["paymentStatus"]), (order, "SUCCESS"))
        # What was told is what an inquiry tells.
        found = json.loads(self.send(orders.claro_inquiry(order), api="claro"))
        self.assertEqual((found["result"]["resultStatus"], found["paymentStatus"]), ("S", "SUCCESS"))
        self.assertEqual(found["paymentId"], told["paymentId"])

    def test_an_answer_by_another_key_acknowledges_nothing(self):
        _, said = self.notified(new_id(), self.keys.another)
        self.assertIn(", try 1: the answer's signature is not right", said)

    def notified(self, order, key):
        """Pays, and answers word of it, signed by `key`. Returns the word, and what the sandbox says then."""
        received = queue.Queue()

        def answer(path, headers, body):
            word = Message(path, headers["client-id"], headers["request-time"], body)
            received.put((word, headers["signature"]))
            body = '{"result":{"resultStatus":"S","resultCode":"SUCCESS","resultMessage":"success"}}'
            reply = Message(path, self.keys.client_id, now(), body)
            headers = {"client-id": reply.client_id, "response-time": reply.time}
            return {**headers, "signature": reply.signed(key)}, body

        with served(answer) as url:
            self.send(orders.claro_pay(order, paymentNotifyUrl=f"{url}/paid?shop=7"), api="claro")
            word, signature = received.get(timeout=PATIENCE)
            said = self.sandbox.line(f"word of the payment of {order}")
        self.assertEqual((word.path, word.client_id), ("/paid?shop=7", self.keys.client_id))
        self.assertTrue(word.holds(signature, self.keys.wallet_public))
        self.assertFalse(word.holds(signature, self.keys.another_public))
        return json.loads(word.body), said
