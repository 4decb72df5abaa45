"""What one side must not take from the other, it does not."""

import os
import socket
import ssl

import orders
from case import Case, new_id
from com.alipay.ams.api.exception.exception import AlipayApiException

# What the sandbox is told to do wrong, what the SDK says to that, and what our own client makes of it.
FAULTS = [
    ("tampered", "verify failed", "Unknown"),
    ("wrong-key", "verify failed", "Unknown"),
    ("rotated-key", "verify failed", "Unknown"),
    ("unsigned", "signature not exist", "Unknown"),
    ("bad-gateway", "invalid http status 502", "Unknown"),
    # The SDK verifies by whatever client id and time an answer names, and compares neither.
    ("wrong-client-id", None, "Unknown"),
    ("stale-time=3600", None, "Unknown"),
    # These do no harm, and none may be taken for any.
    ("extra-fields", None, "Success"),
    ("delay=1", None, "Success"),
]


class Refusing(Case):
    def test_the_sandbox_refuses_who_signs_with_another_key(self):
        client = self.client(key=self.keys.another)
        said = "F INVALID_SIGNATURE, the signature is not one of `POST /api/v2/payments/pay"
        self.assertRefused(client, said)

    def test_the_sandbox_refuses_a_client_that_it_does_not_know(self):
        client = self.client(client_id="SANDBOX_5Y00000000000009")
        self.assertRefused(client, "F INVALID_CLIENT, the client id ")

    def test_the_sandbox_refuses_a_key_version_that_it_does_not_know(self):
        self.assertRefused(self.client(), "F KEY_NOT_FOUND", key_version="7")

    def test_the_sdk_refuses_our_answer_when_told_another_wallet_key(self):
        client = self.client(wallet_key=self.keys.another_public)
        with self.assertRaisesRegex(AlipayApiException, "response verify failed"):
            self.send(orders.pay(new_id()), client=client)

    def test_the_sdk_refuses_a_sandbox_whose_certificate_it_does_not_trust(self):
        with self.assertRaisesRegex(AlipayApiException, "connect failed.*CERTIFICATE_VERIFY_FAILED"):
            self.send(orders.pay(new_id()), authority=os.devnull)

    def test_the_certificate_passes_the_strict_checks_of_newer_pythons(self):
        strict = ssl.create_default_context(cafile=self.keys.authority)
        strict.verify_flags |= ssl.VERIFY_X509_STRICT
        with socket.create_connection(("127.0.0.1", self.sandbox.ports["demo"])) as plain:
            with strict.wrap_socket(plain, server_hostname="localhost") as encrypted:
                self.assertEqual(encrypted.getpeercert()["subjectAltName"][0], ("DNS", "localhost"))

    def test_the_sdk_and_our_client_say_what_comes_of_each_fault(self):
        for fault, said, outcome in FAULTS:
            with self.subTest(fault, by="the SDK"):
                if said is None:
                    self.assertIn("SUCCESS", self.send(orders.pay(new_id()), fault=fault))
                else:
                    with self.assertRaisesRegex(AlipayApiException, said):
                        self.send(orders.pay(new_id()), fault=fault)
            with self.subTest(fault, by="our client"):
                self.assertIn(f"outcome: {outcome}\n", self.call(fault))

    def call(self, fault):
        address = ["--url", f"https://127.0.0.1:{self.sandbox.ports['demo']}", "--keys", self.keys.folder]
        address += ["--insecure-ca", self.keys.authority, "--no-retry", "--fault", fault]
        body = orders.pay(new_id()).to_ams_json()
        return self.run_countersign("call", "demo", "v2/payments/pay", "--body", body, *address)[1]

    def assertRefused(self, client, logged, key_version=None):
        """The sandbox says why, without a signature: it doesn't know whom it would sign for."""
        so_far = len(self.sandbox.lines)
        request = orders.pay(new_id())
        request.key_version = key_version
        with self.assertRaisesRegex(AlipayApiException, "signature not exist"):
            self.send(request, client=client)
        self.sandbox.line(f" demo v2/payments/pay: {logged}", after=so_far)
