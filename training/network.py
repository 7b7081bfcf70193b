"""The network: MiniLM, four small heads on its word states, and a biaffine scorer of roles."""

from __future__ import annotations

from pathlib import Path

from torch import Tensor, nn
from transformers import BertModel

ROLE_SIZE = 48


class Network(nn.Module):
    """Word states -> act, act with mode, status; pairs of word states -> role of one in the other's event.

    ``features`` is one vector a word piece (what the lexicon and the parse say of its word); it is joined
    to the encoder's state before the heads.
    """

    def __init__(
        self, base: Path, features: int, acts: int, act_modes: int, statuses: int, roles: int
    ) -> None:
        super().__init__()
        self.encoder = BertModel.from_pretrained(base, add_pooling_layer=False, attn_implementation="eager")
        size = self.encoder.config.hidden_size
        self.drop = nn.Dropout(0.15)
        self.feature_map = nn.Linear(features, size, bias=False)
        self.event_map = nn.Sequential(nn.Linear(size, size), nn.GELU())
        self.act = nn.Linear(size, acts)
        self.act_mode = nn.Linear(size, act_modes)
        self.status = nn.Linear(size, statuses)
        self.as_event = nn.Linear(size, roles * ROLE_SIZE)
        self.as_argument = nn.Linear(size, roles * ROLE_SIZE)
        self.argument_bias = nn.Linear(size, roles)
        self.roles = roles

    def forward(self, ids: Tensor, mask: Tensor, features: Tensor) -> tuple[Tensor, ...]:
        states = self.encoder(input_ids=ids, attention_mask=mask).last_hidden_state
        states = self.drop(states + self.feature_map(features))
        event = self.drop(self.event_map(states))
        return (
            self.act(event),
            self.act_mode(event),
            self.status(event),
            self.as_event(event),
            self.as_argument(states),
            self.argument_bias(states),
        )

    def role_scores(self, event: Tensor, argument: Tensor, bias: Tensor) -> Tensor:
        """Anchors (n, roles * size) and words (n, words, ...) -> scores (n, words, roles)."""
        n, words, _ = argument.shape
        a = event.view(n, 1, self.roles, ROLE_SIZE)
        b = argument.view(n, words, self.roles, ROLE_SIZE)
        return (a * b).sum(-1) / ROLE_SIZE**0.5 + bias
