"""The generated Rust client pays at a wallet that is made of the SDK's signature tool."""

from case import Case, new_id
from loopback import served
from wallet import Wallet


class RustClient(Case):
    def test_both_take_what_the_other_signs(self):
        wallet, order = Wallet(self.keys.merchant_public, self.keys.wallet), new_id()
        self.assertEqual(self.pay(wallet, order), (0, "Accepted: P-7\n"))
        (paid,) = wallet.payments
        self.assertEqual((paid["paymentRequestId"], paid["paymentAmount"]["value"]), (order, "10000"))

    def test_the_client_does_not_believe_who_signs_with_another_key(self):
        wallet = Wallet(self.keys.merchant_public, self.keys.another)
        code, said = self.pay(wallet, new_id())
        self.assertEqual((code, len(wallet.payments)), (0, 1))
        self.assertRegex(said, "^Unknown: .*signature")

    def test_the_tool_refuses_a_client_with_another_key(self):
        wallet = Wallet(self.keys.another_public, self.keys.wallet)
        code, said = self.pay(wallet, new_id())
        self.assertEqual((code, wallet.payments), (0, []))
        self.assertRegex(said, "^Unknown: .*the header `signature` is missing")

    def pay(self, wallet, order):
        with served(wallet.answer) as url:
            return self.run_countersign(url, self.keys.folder, order, program=self.pay_at)
