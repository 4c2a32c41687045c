"""What an encoder is pretrained on: masked words, or words that a generator replaced.

Each objective is a module whose ``forward`` takes the masked input, the flat positions that were
masked and the pieces that stood there, and gives the loss; ``encoder`` is the part that stays.
"""

from __future__ import annotations

import copy

import torch
from torch import Tensor, nn
from torch.nn import functional
from transformers import ModernBertConfig, ModernBertForMaskedLM, ModernBertModel

# Clark et al. 2020 (ELECTRA), section 3: the weight of the discriminator's loss, since a yes or no
# for each piece has a far smaller loss than the choice of a piece.
DISCRIMINATOR_WEIGHT = 50.0


class MaskedWords(nn.Module):
    """Predict the masked pieces (Devlin et al. 2019)."""

    def __init__(self, config: ModernBertConfig) -> None:
        super().__init__()
        self.model = ModernBertForMaskedLM(config)

    @property
    def encoder(self) -> ModernBertModel:
        """What is fine-tuned afterwards."""
        return self.model.model

    @property
    def predictors(self) -> list[ModernBertForMaskedLM]:
        """The parts that predict pieces: their biases start from the pieces' frequencies."""
        return [self.model]

    def forward(self, ids: Tensor, where: Tensor, wanted: Tensor) -> Tensor:
        """Cross-entropy of the pieces ``wanted`` at the flat positions ``where``."""
        return functional.cross_entropy(predicted(self.model, ids, where), wanted)


class ReplacedWords(nn.Module):
    """Tell replaced pieces from the text's own (Clark et al. 2020).

    The generator has a third of the encoder's layers and shares its embeddings.
    """

    def __init__(self, config: ModernBertConfig) -> None:
        super().__init__()
        small = copy.deepcopy(config)
        small.num_hidden_layers = max(1, config.num_hidden_layers // 3)
        small.layer_types = config.layer_types[: small.num_hidden_layers]
        self.generator = ModernBertForMaskedLM(small)
        self.encoder = ModernBertModel(config)
        self.encoder.embeddings.tok_embeddings = self.generator.model.embeddings.tok_embeddings
        self.head = nn.Sequential(
            nn.Linear(config.hidden_size, config.hidden_size),
            nn.GELU(),
            nn.Linear(config.hidden_size, 1),
        )

    @property
    def predictors(self) -> list[ModernBertForMaskedLM]:
        """The generator, whose choice of pieces the encoder has to see through."""
        return [self.generator]

    def forward(self, ids: Tensor, where: Tensor, wanted: Tensor) -> Tensor:
        """The generator's cross-entropy and the weighted one of the encoder's yes or no."""
        scores = predicted(self.generator, ids, where)
        noise = -torch.log(-torch.log(torch.rand_like(scores).clamp_(1e-9, 1 - 1e-7)))
        drawn = (scores.detach() + noise).argmax(-1)
        seen = ids.flatten().index_copy(0, where, drawn).view_as(ids)
        # Elsewhere the text is its own, whatever the mask's noise put there.
        replaced = torch.zeros_like(seen, dtype=torch.float32).flatten()
        replaced = replaced.index_copy(0, where, (drawn != wanted).float())
        told = self.head(self.encoder(input_ids=seen).last_hidden_state).flatten().float()
        return functional.cross_entropy(
            scores, wanted
        ) + DISCRIMINATOR_WEIGHT * functional.binary_cross_entropy_with_logits(told, replaced)


OBJECTIVES = {"masked": MaskedWords, "replaced": ReplacedWords}


def predicted(model: ModernBertForMaskedLM, ids: Tensor, where: Tensor) -> Tensor:
    """Scores of all pieces at the flat positions ``where``, shape (len(where), pieces)."""
    hidden = model.model(input_ids=ids).last_hidden_state.flatten(0, 1)[where]
    return model.decoder(model.head(hidden)).float()
