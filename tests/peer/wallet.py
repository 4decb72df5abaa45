"""A wallet that is none of ours: all it knows of signatures, it has from the SDK."""

import json

from tool import Message, now


class Wallet:
    """Accepts payments that `merchant_public` verifies, and signs by `key`."""

    def __init__(self, merchant_public, key):
        self.merchant_public, self.key = merchant_public, key
        self.payments = []

    def answer(self, path, headers, body):
        client_id = headers["client-id"]
        request = Message(path, client_id, headers["request-time"], body)
        if not request.holds(headers["signature"], self.merchant_public):
            return {}, result("F", "INVALID_SIGNATURE")
        self.payments.append(json.loads(body))
        answer = Message(path, client_id, now(), result("A", "ACCEPT", paymentId="P-7", note="für 鞋"))
        signed = {"client-id": client_id, "response-time": answer.time, "signature": answer.signed(self.key)}
        return signed, answer.body


def result(status, code, **more):
    told = {"resultStatus": status, "resultCode": code, "resultMessage": code.lower()}
    return json.dumps({"result": told, **more}, ensure_ascii=False)
