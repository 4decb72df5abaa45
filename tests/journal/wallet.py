"""`countersign sandbox`, and its books."""

import json
import subprocess
import time
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 60
# Of several rules for a request, the first one counts. None keeps the wallet from carrying a payment out.
FAULTS = """
- { endpoint: v1/payments/pay, every: 7, fault: timeout }
- { endpoint: v1/payments/pay, every: 5, fault: cut-before }
- { endpoint: v1/payments/pay, every: 11, fault: cut-during }
- { endpoint: v1/payments/pay, every: 6, fault: delay=1500 }
- { endpoint: v1/payments/pay, every: 13, fault: delay=3000 }
- { endpoint: v1/payments/pay, every: 17, fault: "status=U:UNKNOWN_EXCEPTION" }
- { endpoint: v1/payments/pay, every: 19, fault: bad-gateway }
- { endpoint: v1/payments/pay, every: 23, fault: unsigned }
- { endpoint: v1/payments/pay, every: 3, fault: duplicate-notification }
- { endpoint: v1/payments/pay, every: 4, fault: late-notification=3000 }
- { endpoint: v1/payments/inquiryPayment, every: 5, fault: cut-before }
- { endpoint: v1/payments/inquiryPayment, every: 7, fault: delay=1000 }
- { endpoint: v1/payments/inquiryPayment, every: 11, fault: unsigned }
- { endpoint: v1/payments/inquiryPayment, every: 13, fault: tampered }
"""


class Wallet:
    """A sandbox whose keys and memory are in the folder, to be used in a `with`."""

    def __init__(self, countersign, folder, faults):
        (folder / "scenario.yaml").write_text(FAULTS)
        self.command = [countersign, "sandbox", "--api", "claro", "--keys", folder, "--port", "0", "--time-scale", "2", "--quiet"]
        self.command += ["--scenario", folder / "scenario.yaml"] if faults else []
        self.running = folder / "running.json"

    def __enter__(self):
        self.running.unlink(missing_ok=True)
        self.process = subprocess.Popen([str(word) for word in self.command], cwd=ROOT, stdout=subprocess.DEVNULL)
        end = time.monotonic() + PATIENCE
        while not self.running.exists() or not self.running.read_text():
            if self.process.poll() is not None or time.monotonic() > end:
                self.process.kill()
                raise RuntimeError("the sandbox does not run")
            time.sleep(0.1)
        self.url = json.loads(self.running.read_text())["urls"]["claro"]
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait(PATIENCE)

    def payment(self, request_id):
        """The status and the id of a payment, by the wallet's signed response; `ORDER_NOT_EXIST` where there is none."""
        order = {
            "api": "claro",
            "endpoint": "v1/payments/inquiryPayment",
            "body": json.dumps({"partnerId": "P000000000000001", "paymentRequestId": request_id}),
        }
        headers = {"Content-Type": "application/json", "X-Countersign-Explorer": "1"}
        request = urllib.request.Request(f"{self.url}/-/call", json.dumps(order).encode(), headers)
        with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
            steps = json.load(answer)["steps"]
        if not steps["verified"]["holds"]:
            raise RuntimeError(f"{request_id}: {steps}")
        if steps["result"]["resultStatus"] == "S":
            body = json.loads(steps["answer"]["body"])
            return body["paymentStatus"], body["paymentId"]
        return steps["result"]["resultCode"], None
