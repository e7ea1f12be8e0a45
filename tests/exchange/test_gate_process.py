"""The gate in a process of its own answers what the gate answers, and its death loses nothing."""

import pytest

from ogp_desktop.domain.trouble import Trouble
from ogp_desktop.exchange import gate
from ogp_desktop.exchange.gate_process import GateProcess
from ogp_desktop.services.files.receiving import hand_over


@pytest.fixture
def parcel(make_register, tmp_path):
    bench = make_register("room")
    with bench.register.act(bench.author) as act:
        act.new("idea", {"problem": "L’eau", "number": 1})
    return hand_over(bench, tmp_path).path


@pytest.fixture
def gatekeeper():
    made = GateProcess()
    yield made
    made.close()


def test_it_reads_what_the_gate_reads(gatekeeper, parcel):
    assert gatekeeper.read(parcel) == gate.read_parcel(parcel)
    assert gatekeeper.read(parcel).changes[-1].body is not None


def test_a_refusal_crosses_with_its_reason(gatekeeper, parcel):
    parcel.write_bytes(parcel.read_bytes()[:300])
    with pytest.raises(Trouble) as refused:
        gatekeeper.read(parcel)
    assert refused.value.code == "parcel_damaged"
    assert refused.value.values == {"file": parcel.name}


def test_a_process_that_dies_loses_no_parcel(gatekeeper, parcel):
    gatekeeper.read(parcel)
    gatekeeper._process.kill()
    gatekeeper._process.join()
    gatekeeper._process.is_alive = lambda: True
    assert gatekeeper.read(parcel) == gate.read_parcel(parcel)
    assert gatekeeper.read(parcel) == gate.read_parcel(parcel)


def test_a_process_that_does_not_come_back_is_ended_and_the_next_parcel_read(gatekeeper, parcel, tmp_path):
    import os
    import signal

    gatekeeper.read(parcel)
    os.kill(gatekeeper._process.pid, signal.SIGSTOP)
    gatekeeper.patience = 0.2
    with pytest.raises(Trouble, match="parcel_damaged"):
        gatekeeper.read(parcel)
    gatekeeper.patience = 60
    assert gatekeeper.read(parcel) == gate.read_parcel(parcel)
