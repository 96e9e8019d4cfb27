"""Showing one statement to a court with its proof, and nothing else of the record."""

import json
from base64 import b64encode
from dataclasses import dataclass

from kuager.model.payload import payload_leaves, payload_salts
from kuager.model.statement import StatementId, encode_statement, split_statement_id
from kuager.model.tree import tree_proof
from kuager.store.sealing import salt_list
from kuager.verbs._verb import verb
from kuager.verbs.desk import Desk, UnknownRecordError


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """One statement, the stub that signs for it, and the way up the tree between them."""

    stub: bytes
    index: int
    salt: bytes
    statement: bytes
    siblings: tuple[bytes, ...]

    @property
    def size(self) -> int:
        """Bytes of the proof itself."""
        return len(self.stub) + len(self.salt) + len(self.statement) + 32 * len(self.siblings)

    def text(self) -> str:
        """The proof as JSON, for `docs/spec/read_log.py` or any other reader."""
        told = {
            "stub": b64encode(self.stub).decode(),
            "index": self.index,
            "salt": self.salt.hex(),
            "statement": b64encode(self.statement).decode(),
            "siblings": [sibling.hex() for sibling in self.siblings],
        }
        return json.dumps(told, indent=1)


@verb(needs="read")
def prove_statement(desk: Desk, *, statement: StatementId) -> Proof:
    """Show one statement with the proof that this device signed it, and nothing else."""
    entry, index = split_statement_id(statement)
    log = desk.store.log
    kept = log.entry(entry)
    payload = None if kept is None else log.open(kept)
    if kept is None or payload is None or index not in payload.statements:
        raise UnknownRecordError(code=f"{entry.hex()[:8]}:{index}")
    leaves = payload_leaves(payload, salt_list)
    salts = dict(zip(payload.statements, payload_salts(payload, salt_list), strict=True))
    return Proof(
        stub=kept.stub,
        index=index,
        salt=salts[index],
        statement=encode_statement(payload.statements[index]),
        siblings=tuple(tree_proof(leaves, index)),
    )
