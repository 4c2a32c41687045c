"""The event heads: shapes, padding that changes nothing, relative order, files."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
import torch
from safetensors.torch import load_file, save_file
from torch import Tensor

from coalition_ie.errors import ModelError
from coalition_ie.events.exported import CONFIG, WEIGHTS
from coalition_ie.events.heads import FAR, EventHeads, Layer
from coalition_ie.events.inputs import FEATURES, KINDS
from coalition_ie.ontology import ROLES, ontology
from tests.linking import small_heads

TYPES, STATUSES = len(ontology().events), len(ontology().statuses)
SENTENCES, WORDS, WIDTH, NARROW = 3, 7, 32, 16
PLACES = torch.tensor([2, 0, 6, 5]), torch.tensor([0, 1, 2, 2])
"""Where triggers stand, and in which sentence."""


def random(*shape: int, seed: int = 1) -> Tensor:
    return torch.randn(*shape, generator=torch.Generator().manual_seed(seed))


def numbers(most: int, *shape: int, seed: int = 2) -> Tensor:
    return torch.randint(most, shape, generator=torch.Generator().manual_seed(seed))


@pytest.fixture(scope="module")
def heads() -> EventHeads:
    return small_heads()


@pytest.fixture
def inputs(heads: EventHeads) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """States, features, tags and mask of some sentences; the second has two words less."""
    lexicon = numbers(len(heads.numbers) + 1, SENTENCES, WORDS, FEATURES)
    tags = numbers(2 * len(KINDS) + 1, SENTENCES, WORDS)
    mask = torch.ones(SENTENCES, WORDS, dtype=torch.bool)
    mask[1, -2:] = False
    return random(SENTENCES, WORDS, 16), lexicon, tags, mask


def answers(
    heads: EventHeads, inputs: tuple[Tensor, Tensor, Tensor, Tensor]
) -> tuple[Tensor, Tensor, Tensor]:
    """What the heads say of the words, of the status of four triggers, and of a pair with each."""
    states, lexicon, tags, mask = inputs
    place, sentence = PLACES
    kind = torch.tensor([0, 5, TYPES - 1, 3])
    with torch.inference_mode():
        words = heads.read(states, lexicon, tags, mask)
        kinds = torch.full(mask.shape, TYPES)
        primed = heads.prime(words, tags, mask, kinds, sentence, place, kind)
        first, last = torch.tensor([4, 3, 0, 1]), torch.tensor([5, 5, 2, 2])
        status, roles = heads.decide(primed, place, kind, torch.arange(4), first, last)
        return heads.trigger(words), status, roles


def test_shapes(heads: EventHeads, inputs: tuple[Tensor, Tensor, Tensor, Tensor]) -> None:
    words = heads.read(*inputs)
    assert words.shape == (SENTENCES, WORDS, WIDTH)
    types, status, roles = answers(heads, inputs)
    assert types.shape == (SENTENCES, WORDS, TYPES + 1)
    assert status.shape == (4, STATUSES)
    assert roles.shape == (4, len(ROLES) + 1)


def test_one_trigger_may_have_many_pairs_or_none(heads: EventHeads) -> None:
    one = torch.tensor([0])
    primed = random(1, WORDS, NARROW)
    for pairs in (0, 3):
        places = torch.arange(pairs)
        status, roles = heads.decide(
            primed, one, one, torch.zeros(pairs, dtype=torch.long), places, places + 1
        )
        assert status.shape == (1, STATUSES)
        assert roles.shape == (pairs, len(ROLES) + 1)


@pytest.mark.parametrize("more", [1, 9, 40])
def test_padding_changes_no_answer(
    heads: EventHeads, inputs: tuple[Tensor, Tensor, Tensor, Tensor], more: int
) -> None:
    states, lexicon, tags, mask = inputs
    padded = (
        torch.cat([states, 9 * random(SENTENCES, more, 16, seed=3)], 1),
        torch.cat([lexicon, numbers(len(heads.numbers) + 1, SENTENCES, more, FEATURES)], 1),
        torch.cat([tags, numbers(3, SENTENCES, more)], 1),
        torch.cat([mask, torch.zeros(SENTENCES, more, dtype=torch.bool)], 1),
    )
    types, *others = answers(heads, inputs)
    same, *same_others = answers(heads, padded)
    assert torch.allclose(types[mask], same[:, :WORDS][mask], atol=1e-5)
    for before, after in zip(others, same_others, strict=True):
        assert torch.allclose(before, after, atol=1e-5)


def test_other_sentences_change_no_answer(
    heads: EventHeads, inputs: tuple[Tensor, Tensor, Tensor, Tensor]
) -> None:
    together = heads.read(*inputs)
    for i in range(SENTENCES):
        alone = heads.read(*(part[i : i + 1] for part in inputs))
        assert torch.allclose(together[i][inputs[3][i]], alone[0][inputs[3][i]], atol=1e-5)


@pytest.mark.parametrize("part", ["states", "lexicon", "tags"])
def test_each_input_counts(
    heads: EventHeads, inputs: tuple[Tensor, Tensor, Tensor, Tensor], part: str
) -> None:
    at = ["states", "lexicon", "tags"].index(part)
    changed = list(inputs)
    changed[at] = changed[at].clone()
    changed[at][0, 3] = 0 if changed[at][0, 3].any() else 1
    before, after = heads.read(*inputs), heads.read(*changed)
    assert not torch.allclose(before[0, 3], after[0, 3], atol=1e-3)
    assert not torch.allclose(before[0, 0], after[0, 0], atol=1e-6)  # by attention
    assert torch.equal(before[2], after[2])


def test_a_layer_sees_who_stands_where() -> None:
    torch.manual_seed(0)
    layer = Layer(8, 2, 5, 0.0).eval()
    x, mask = random(1, 6, 8), torch.ones(1, 6, dtype=torch.bool)
    turned = torch.tensor([0, 2, 1, 3, 4, 5])
    with torch.inference_mode():
        assert torch.allclose(layer(x, mask)[:, turned], layer(x[:, turned], mask), atol=1e-6)
        layer.bias.weight.copy_(random(11, 2))
        apart = (layer(x, mask)[:, turned] - layer(x[:, turned], mask)).abs().amax((0, 2))
    assert (apart > 1e-4).all()


def test_order_beyond_the_reach_of_a_layer_is_one() -> None:
    torch.manual_seed(0)
    layer = Layer(8, 2, 2, 0.0).eval()
    x, mask = random(1, 6, 8), torch.ones(1, 6, dtype=torch.bool)
    turned = torch.tensor([0, 1, 2, 4, 3, 5])
    with torch.inference_mode():
        layer.bias.weight.copy_(random(5, 2))
        before, after = layer(x, mask), layer(x[:, turned], mask)
    assert torch.allclose(before[0, 0], after[0, 0], atol=1e-6)  # two and more away from it
    assert not torch.allclose(before[0, 5], after[0, 5], atol=1e-4)


def test_distances_from_the_trigger_stop_to_differ(heads: EventHeads) -> None:
    one, pair = torch.tensor([0]), torch.tensor([0])
    primed = torch.ones(1, FAR + 3, NARROW)  # every word the same
    found = [
        heads.decide(primed, one, one, pair, torch.tensor([first]), torch.tensor([first + 1]))[1]
        for first in (FAR - 1, FAR, FAR + 1)
    ]
    assert torch.equal(found[1], found[2])
    assert not torch.allclose(found[0], found[1], atol=1e-4)


def test_features_that_were_not_trained_are_left_out(heads: EventHeads) -> None:
    known = list(heads.numbers)
    assert heads.numbers_of([known[1], "sense:PARTY:verb:either", known[0]]) == [2, 1]
    assert 0 not in heads.numbers.values()  # the padding's


def test_temperatures_are_those_of_the_config() -> None:
    heads = small_heads(temperatures={"role": 2.5})
    assert (heads.temperature("role"), heads.temperature("trigger")) == (2.5, 1.0)


def test_heads_are_read_as_they_were_saved(
    tmp_path: Path, inputs: tuple[Tensor, Tensor, Tensor, Tensor]
) -> None:
    heads = small_heads(
        trigger=0.3, role=0.6, layers=2, primed=1, temperatures={"status": 1.5}, dropout=0.3
    )
    heads.save_pretrained(tmp_path / "new" / "model")
    again = EventHeads.from_pretrained(tmp_path / "new" / "model")
    assert again.config == heads.config
    assert not again.training
    assert {weights.dtype for weights in again.parameters()} == {torch.float32}
    for before, after in zip(answers(heads, inputs), answers(again, inputs), strict=True):
        assert torch.allclose(before, after, atol=2e-2)  # half precision
    again.save_pretrained(tmp_path / "again")
    for name in (CONFIG, WEIGHTS):
        saved = (tmp_path / "new" / "model" / name).read_bytes()
        assert (tmp_path / "again" / name).read_bytes() == saved


def changed_config(**fields: object) -> Callable[[Path], None]:
    def change(folder: Path) -> None:
        config = json.loads((folder / CONFIG).read_text("utf-8")) | fields
        kept = {name: value for name, value in config.items() if value is not ...}
        (folder / CONFIG).write_text(json.dumps(kept), "utf-8")

    return change


def without_a_weight(folder: Path) -> None:
    weights = load_file(folder / WEIGHTS)
    del weights["of_tag.weight"]
    save_file(weights, folder / WEIGHTS)


DAMAGES: dict[str, tuple[Callable[[Path], object], str]] = {
    "torn weights": (lambda folder: (folder / WEIGHTS).write_bytes(b"torn"), ""),
    "no weights": (lambda folder: (folder / WEIGHTS).unlink(), ""),
    "no config": (lambda folder: (folder / CONFIG).unlink(), "No such file"),
    "torn config": (lambda folder: (folder / CONFIG).write_text('{"hidden"', "utf-8"), ""),
    "a list": (lambda folder: (folder / CONFIG).write_text("[]", "utf-8"), ""),
    "no hidden": (changed_config(hidden=...), "hidden"),
    "unknown key": (changed_config(colour="red"), "colour"),
    "another width": (changed_config(width=64), "EventHeads"),
    "more types": (changed_config(types=["MEET"]), "EventHeads"),
    "a layer more": (changed_config(layers=2), "EventHeads"),
    "a layer less": (changed_config(primed=1), "EventHeads"),
    "a weight less": (without_a_weight, "EventHeads"),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_damaged_files_are_an_error_that_names_the_folder(tmp_path: Path, damage: str) -> None:
    small_heads().save_pretrained(tmp_path)
    change, said = DAMAGES[damage]
    change(tmp_path)
    with pytest.raises(ModelError) as error:
        EventHeads.from_pretrained(tmp_path)
    assert str(error.value).startswith(f"event heads of {str(tmp_path)!r}: ")
    assert said in str(error.value)
    assert "\n" not in str(error.value)
