"""A transcriber's session with `lacuna server`, as three editors announce themselves.

pytest-lsp reads every answer into the protocol's own types, so that a wrong shape is an error, and warns when an
answer asks more than the client announced; the warning is an error here too.
"""

import os
import pathlib

import pytest
import pytest_lsp
from lsprotocol import types as lsp
from pytest_lsp import ClientServerConfig, LanguageClient, client_capabilities

AUTHORITY = """[[person]]
id = "arben-lleshi"
name = "Arben Lleshi"
born = "1910"
died = "1982"
offices = [{ title = "Minister of Trade", from = "1960", to = "1968" }]

[[organization]]
id = "alp"
name = "Albanian Party of Labour"
acronyms = ["ALP"]
"""
CONFIG = '[authority]\nfiles = ["people.toml"]\n[lexicon]\nwords = ["words.txt"]\n'
DOCUMENT = """January 16, 1967

Arben Lleshi received the delegation of the ALP. The 😀 ☐☐☐ meeting [sic] was held , as before.

The end [illegible] of it.
"""


@pytest.fixture
def folder(tmp_path: pathlib.Path) -> pathlib.Path:
    for name, text in [("lacuna.toml", CONFIG), ("people.toml", AUTHORITY), ("a.txt", DOCUMENT)]:
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "b.txt").write_text("The speech of Arben Lleshi was read.\n", encoding="utf-8")
    return tmp_path


@pytest_lsp.fixture(
    config=ClientServerConfig(server_command=[os.environ["LACUNA"], "server"]),
    params=["visual-studio-code", "neovim@0.11.0", "emacs"],
)
async def client(lsp_client: LanguageClient, folder: pathlib.Path, request: pytest.FixtureRequest):
    # What a client answers that pytest-lsp's own does not.
    for question in [lsp.CLIENT_REGISTER_CAPABILITY, lsp.WORKSPACE_SEMANTIC_TOKENS_REFRESH, lsp.WORKSPACE_CODE_LENS_REFRESH,
                     lsp.WORKSPACE_INLAY_HINT_REFRESH]:
        lsp_client.feature(question)(lambda *_: None)
    root = folder.as_uri()
    parameters = lsp.InitializeParams(
        capabilities=client_capabilities(request.param),
        workspace_folders=[lsp.WorkspaceFolder(uri=root, name="collection")],
        root_uri=root,
    )
    lsp_client.root = root
    lsp_client.server = await lsp_client.initialize_session(parameters)
    yield
    await lsp_client.shutdown_session()
    assert lsp_client._server.returncode == 0


class Session:
    """The document that is open, and how the client speaks of it."""

    def __init__(self, client: LanguageClient):
        self.client = client
        self.uri = f"{client.root}/a.txt"
        self.id = lsp.TextDocumentIdentifier(uri=self.uri)
        self.lines = DOCUMENT.splitlines()

    def open(self) -> None:
        item = lsp.TextDocumentItem(uri=self.uri, language_id="plaintext", version=1, text=DOCUMENT)
        self.client.text_document_did_open(lsp.DidOpenTextDocumentParams(text_document=item))

    def at(self, line: int, words: str) -> lsp.Position:
        """The beginning of words in a line, in the units that were negotiated."""
        before = self.lines[line][: self.lines[line].index(words)]
        units = {
            lsp.PositionEncodingKind.Utf8: len(before.encode("utf-8")),
            lsp.PositionEncodingKind.Utf32: len(before),
        }
        encoding = self.client.server.capabilities.position_encoding
        return lsp.Position(line=line, character=units.get(encoding, len(before.encode("utf-16-le")) // 2))

    def place(self, line: int, words: str) -> dict:
        return {"text_document": self.id, "position": self.at(line, words)}

    async def diagnostics(self) -> list[lsp.Diagnostic]:
        if self.client.server.capabilities.diagnostic_provider:
            parameters = lsp.DocumentDiagnosticParams(text_document=self.id)
            return list((await self.client.text_document_diagnostic_async(parameters)).items)
        while self.uri not in self.client.diagnostics:
            await self.client.wait_for_notification(lsp.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
        return list(self.client.diagnostics[self.uri])


@pytest.fixture
def session(client: LanguageClient) -> Session:
    session = Session(client)
    session.open()
    return session


async def test_findings_stand_at_their_places(session: Session):
    found = {diagnostic.code: diagnostic for diagnostic in await session.diagnostics()}
    boxes = found["glyphs/filler-run"]
    assert boxes.range.start == session.at(2, "☐☐☐")
    assert boxes.source == "lacuna"
    assert boxes.severity == lsp.DiagnosticSeverity.Warning


async def test_hover_tells_of_findings_names_and_marks(session: Session):
    for line, words, told in [
        (2, "☐☐☐", "illegible"),
        (2, "Arben Lleshi", "Minister of Trade"),
        (4, "[illegible]", "read"),
    ]:
        hover = await session.client.text_document_hover_async(lsp.HoverParams(**session.place(line, words)))
        assert told in hover.contents.value, words


async def test_a_restoration_is_offered_and_stands_in_its_place(session: Session):
    await session.diagnostics()
    at = session.at(2, "☐☐☐")
    context = lsp.CodeActionContext(diagnostics=[], only=[lsp.CodeActionKind.QuickFix])
    parameters = lsp.CodeActionParams(text_document=session.id, range=lsp.Range(start=at, end=at), context=context)
    actions = await session.client.text_document_code_action_async(parameters)
    best = actions[0]
    if best.edit is None:
        best = await session.client.code_action_resolve_async(best)
    changes = best.edit.document_changes
    edits = changes[0].edits if changes else best.edit.changes[session.uri]
    assert edits[0].range.start == at
    context = lsp.CodeActionContext(diagnostics=[], only=[lsp.CodeActionKind.SourceFixAll])
    parameters = lsp.CodeActionParams(text_document=session.id, range=lsp.Range(start=at, end=at), context=context)
    all_safe = await session.client.text_document_code_action_async(parameters)
    assert [action.kind for action in all_safe] == ["source.fixAll.lacuna"]


async def test_names_lead_from_document_to_record_and_back(session: Session):
    await session.diagnostics()
    place = session.place(2, "Arben Lleshi")
    [record] = await session.client.text_document_definition_async(lsp.DefinitionParams(**place))
    assert record.uri.endswith("people.toml")
    context = lsp.ReferenceContext(include_declaration=True)
    references = await session.client.text_document_references_async(lsp.ReferenceParams(context=context, **place))
    assert {reference.uri.rsplit("/", 1)[1] for reference in references} >= {"a.txt", "people.toml"}
    renamed = await session.client.text_document_rename_async(lsp.RenameParams(new_name="Arben Lleshaj", **place))
    assert renamed.changes or renamed.document_changes
    assert await session.client.text_document_document_highlight_async(lsp.DocumentHighlightParams(**place))


async def test_completion_offers_marks_and_names(session: Session):
    place = {"text_document": session.id, "position": session.at(4, "illegible]")}
    marks = await session.client.text_document_completion_async(lsp.CompletionParams(**place))
    assert "[illegible]" in [item.label for item in marks]
    name = session.place(2, "rben Lleshi")
    names = await session.client.text_document_completion_async(lsp.CompletionParams(**name))
    assert "Arben Lleshi" in [item.label for item in names]


async def test_the_document_is_laid_out(session: Session):
    client, document = session.client, {"text_document": session.id}
    assert await client.text_document_document_symbol_async(lsp.DocumentSymbolParams(**document))
    folds = await client.text_document_folding_range_async(lsp.FoldingRangeParams(**document))
    assert folds is not None
    positions = [session.at(2, "meeting")]
    selection = await client.text_document_selection_range_async(lsp.SelectionRangeParams(positions=positions, **document))
    assert selection[0].parent
    tokens = await client.text_document_semantic_tokens_full_async(lsp.SemanticTokensParams(**document))
    assert tokens.data
    everything = lsp.Range(start=lsp.Position(0, 0), end=lsp.Position(9, 0))
    assert await client.text_document_semantic_tokens_range_async(lsp.SemanticTokensRangeParams(range=everything, **document))
    assert await client.text_document_document_link_async(lsp.DocumentLinkParams(**document)) == ()
    options = lsp.FormattingOptions(tab_size=4, insert_spaces=True)
    assert await client.text_document_formatting_async(lsp.DocumentFormattingParams(options=options, **document))
    assert await client.workspace_symbol_async(lsp.WorkspaceSymbolParams(query="lleshi"))


async def test_commands_change_the_project_and_answer(session: Session, folder: pathlib.Path):
    await session.diagnostics()

    async def run(command: str, argument):
        return await session.client.workspace_execute_command_async(
            lsp.ExecuteCommandParams(command=f"lacuna.{command}", arguments=[argument])
        )

    await run("addWord", {"uri": session.uri, "text": "besa"})
    assert (folder / "words.txt").read_text(encoding="utf-8") == "besa\n"
    await run("addRecord", {"uri": session.uri, "name": "Besnik Hoti", "kind": "person"})
    assert "besnik-hoti" in (folder / "people.toml").read_text(encoding="utf-8")
    report = await run("exportReport", {"uri": session.uri, "format": "jsonl"})
    report = report if isinstance(report, dict) else vars(report)
    assert report["documents"] == 2
    assert "filler" in await run("explainRule", "glyphs/filler-run")
