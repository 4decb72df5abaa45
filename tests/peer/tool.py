"""The SDK's signature tool, for a whole message."""

from dataclasses import dataclass

import rsa
from com.alipay.ams.api.tools import signature_tool, webhook_tool
from com.alipay.ams.api.tools.date_tools import get_cur_iso8601_time


@dataclass(frozen=True)
class Message:
    """All that is signed, besides the method."""

    path: str
    client_id: str
    time: str
    body: str

    def content(self):
        return signature_tool.gen_sign_content("POST", self.path, self.client_id, self.time, self.body)

    def signed(self, key):
        """The value of the header `Signature`, as the SDK's client writes it."""
        return f"algorithm=RSA256,keyVersion=1,signature={self.signature(key)}"

    def signature(self, key):
        return signature_tool.sign("POST", self.path, self.client_id, self.time, self.body, key)

    def holds(self, header, public_key):
        """Whether a header `Signature` is one of this message, in the SDK's view."""
        parts = ("POST", self.path, self.client_id, self.time, self.body)
        try:
            return webhook_tool.check_signature(*parts, header, public_key)
        except rsa.VerificationError:
            return False


def now():
    return get_cur_iso8601_time()
