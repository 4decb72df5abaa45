"""The SDK's signature tool and ours sign alike, take each other's signatures, and refuse what was changed."""

import http.client
import json
import ssl
import tempfile
from dataclasses import replace
from pathlib import Path

from case import Case, new_id
from keys import bare
from tool import Message, now


def changes(message):
    """The message with one thing changed: what, the changed one, and what the sandbox says to it."""
    wrong = "INVALID_SIGNATURE"
    time, body = message.time, message.body
    yield "path", replace(message, path=message.path[:-1] + "z"), wrong
    yield "path, by a query", replace(message, path=message.path + "?a=1"), wrong
    yield "path, by a slash", replace(message, path=message.path + "/"), wrong
    yield "client id", replace(message, client_id=message.client_id[:-1] + "9"), "INVALID_CLIENT"
    # A second more or less: as fresh as before.
    second = str((int(time[18]) + 1) % 10)
    yield "time", replace(message, time=time[:18] + second + time[19:]), wrong
    yield "time, another spelling", replace(message, time=time.replace("+00:00", "Z")), wrong
    yield "body, a digit", replace(message, body=body.replace("10000", "10001")), wrong
    yield "body, a letter beyond ASCII", replace(message, body=body.replace("ü", "u")), wrong
    yield "body, a blank more", replace(message, body=body + " "), wrong


class Signatures(Case):
    def setUp(self):
        order = {
            "partnerId": "P000000000000001",
            "paymentRequestId": new_id(),
            "paymentOrderTitle": "Schuhe für Çağla, 鞋",
            "paymentAmount": {"currency": "USD", "value": "10000"},
        }
        body = json.dumps(order, ensure_ascii=False)
        self.message = Message("/api/v1/payments/pay", self.keys.client_id, now(), body)
        changed = [other for _, other, _ in changes(self.message)]
        self.assertEqual(len({self.message, *changed}), len(changed) + 1, "each change has to be one")

    def test_the_same_content_is_signed_with_the_same_signature(self):
        header = self.sign(self.message)["signature"]
        self.assertEqual(header.split("signature=")[1], self.message.signature(self.keys.merchant))
        code, content = self.run_countersign(*self.sign_command(self.message), "--content")
        self.assertEqual((code, content), (0, self.message.content()))

    def test_the_sdk_takes_what_sign_signs_and_nothing_that_was_changed(self):
        headers = self.sign(self.message)
        found = (headers["client-id"], headers["request-time"])
        self.assertEqual(found, (self.message.client_id, self.message.time))
        self.assertTrue(self.message.holds(headers["signature"], self.keys.merchant_public))
        self.assertFalse(self.message.holds(headers["signature"], self.keys.another_public))
        for what, changed, _ in changes(self.message):
            with self.subTest(what):
                self.assertFalse(changed.holds(headers["signature"], self.keys.merchant_public))

    def test_the_sandbox_takes_what_the_sdk_signs_and_nothing_that_was_changed(self):
        signature = self.message.signed(self.keys.merchant)
        for what, changed, code in changes(self.message):
            with self.subTest(what):
                result, signed = self.post(changed, signature)
                self.assertEqual((result["resultCode"], signed), (code, False), result["resultMessage"])
        result, signed = self.post(self.message, signature)
        self.assertEqual((result["resultCode"], signed), ("ACCEPT", True))

    def test_verify_takes_what_the_sdk_signs_and_nothing_that_was_changed(self):
        signature = self.message.signed(self.keys.wallet)
        self.assertVerdict(self.message, signature, 0, "the signature holds")
        for what, changed, _ in changes(self.message):
            with self.subTest(what):
                self.assertVerdict(changed, signature, 1, "FAILS  signature: ")

    def test_the_sdk_signs_and_verifies_with_a_pair_of_keygen(self):
        with tempfile.TemporaryDirectory() as folder:
            code, said = self.run_countersign("keygen", "--out", folder, "--format", "base64")
            self.assertEqual(code, 0, said)
            private, public = (Path(folder, "merchant" + end) for end in (".base64", ".public.base64"))
            signature = self.message.signed(bare(private))
            self.assertTrue(self.message.holds(signature, bare(public)))
            self.assertFalse(self.message.holds(signature, self.keys.merchant_public))

    def sign_command(self, message):
        command = ["sign", "--path", message.path, "--body", message.body, "--keys", self.keys.folder]
        return [*command, "--time", message.time]

    def sign(self, message):
        """The headers of `countersign sign`, with names in lower case."""
        code, lines = self.run_countersign(*self.sign_command(message))
        self.assertEqual(code, 0, lines)
        pairs = (line.split(": ", 1) for line in lines.splitlines())
        return {name.lower(): value for name, value in pairs}

    def assertVerdict(self, message, signature, expected, words):
        headers = {"Signature": signature, "Response-Time": message.time, "Client-Id": message.client_id}
        arguments = [word for pair in headers.items() for word in ("--header", ": ".join(pair))]
        keys = ["--client-id", message.client_id, "--keys", self.keys.folder]
        code, said = self.run_countersign(
            "verify", *arguments, *keys, "--path", message.path, "--body", message.body
        )
        self.assertEqual(code, expected, said)
        self.assertIn(words, said)

    def post(self, message, signature):
        """Sends it as it is. Returns the result, and whether the answer is signed, as the SDK sees it."""
        trusted = ssl.create_default_context(cafile=self.keys.authority)
        port = self.sandbox.ports["claro"]
        connection = http.client.HTTPSConnection("127.0.0.1", port, context=trusted)
        headers = {"client-id": message.client_id, "Request-Time": message.time, "Signature": signature}
        headers["Content-Type"] = "application/json; charset=UTF-8"
        connection.request("POST", message.path, message.body.encode(), headers)
        answer = connection.getresponse()
        body = answer.read().decode()
        connection.close()
        found = dict(answer.getheaders())
        if "signature" not in found:
            return json.loads(body)["result"], False
        said = Message(message.path, found["client-id"], found["response-time"], body)
        return json.loads(body)["result"], said.holds(found["signature"], self.keys.wallet_public)
