"""Keys as the SDK takes them: bare base64, without the lines around it."""

from pathlib import Path

SOMEBODY_ELSE = Path(__file__).resolve().parent.parent / "keys"


def bare(file):
    return "".join(line for line in Path(file).read_text().splitlines() if not line.startswith("-----"))


class Keys:
    """A folder of `countersign sandbox`."""

    def __init__(self, folder):
        self.folder = Path(folder)
        self.client_id = (self.folder / "client_id").read_text().strip()
        self.authority = str(self.folder / "ca.pem")
        self.merchant = bare(self.folder / "merchant.pem")
        self.merchant_public = bare(self.folder / "merchant.public.pem")
        self.wallet = bare(self.folder / "wallet.pem")
        self.wallet_public = bare(self.folder / "wallet.public.pem")
        self.another = bare(SOMEBODY_ELSE / "another.pkcs8.pem")
        self.another_public = bare(SOMEBODY_ELSE / "another.public.pem")
