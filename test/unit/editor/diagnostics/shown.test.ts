import assert from "node:assert/strict";
import { mock } from "node:test";
import type { Limit } from "../../../../src/lint/contract/finding.ts";
import { CodeActionKind, Uri, window, workspace, type CodeAction } from "../../../support/fake-vscode.ts";
import { FakeDocument } from "../../../support/vscode/documents.ts";
import { settled } from "../../billing/fake-clock.ts";
import { finding, OLD, openDiagnostics, PAUSE_MS, RULE } from "./scene.ts";

const TEXT = `a("${OLD}")\nb("${OLD}")\n`;
const FIRST = [3, 10] as const;
const SECOND = [16, 23] as const;

describe("what the engine found", () => {
  let scene: ReturnType<typeof openDiagnostics>;
  let document: FakeDocument;
  beforeEach(() => {
    mock.timers.enable({ apis: ["setTimeout"] });
    document = new FakeDocument("file:///project/a.py", TEXT);
    scene = openDiagnostics({ documents: [document] });
    workspace.textDocuments = [document];
  });
  afterEach(() => {
    scene.diagnostics.dispose();
    mock.timers.reset();
  });
  const change = (section = "aimlapi.diagnostics.certain") =>
    scene.editor.events.configuration.fire({ affectsConfiguration: (asked) => section.startsWith(asked) });

  describe("is flagged", () => {
    it("in its place, with a link to the rule's page, struck through", () => {
      scene.answer(
        finding(...SECOND, {
          related: [
            { code: "host", start: FIRST[0], end: FIRST[1] },
            { code: "host", start: 0, end: 1, file: "file:///project/b.py" },
          ],
        }),
      );
      const [it, ...more] = scene.shownIn(document) ?? [];
      assert.deepEqual(more, []);
      assert.deepEqual(
        [it?.message, it?.severity, it?.source, it?.tags],
        ["This is old.", 1, "AI/ML API", [2]],
      );
      assert.deepEqual(
        [it?.range.start.line, it?.range.start.character, it?.range.end.character],
        [1, 3, 10],
      );
      assert.deepEqual([it?.code?.value, it?.code?.target.toString()], [RULE, "aimlapi-rule:/old.md"]);
      assert.deepEqual(
        it?.relatedInformation?.map(({ message, location }) => [message, location.range.start.line]),
        [["The host is defined here.", 0]],
      );
    });

    it("as severe as its level is set, and not where that is off", () => {
      const levels = ["certain", "likely", "possible"] as const;
      scene.answer(...levels.map((level) => finding(...FIRST, { level })));
      const severities = () => scene.shownIn(document)?.map(({ severity }) => severity);
      assert.deepEqual(severities(), [1, 2]);
      const { settings } = scene.editor;
      Object.assign(settings, {
        "diagnostics.certain": "error",
        "diagnostics.likely": "off",
        "diagnostics.possible": "hint",
      });
      change();
      assert.deepEqual(severities(), [0, 3]);
      Object.assign(settings, {
        "diagnostics.certain": "warning",
        "diagnostics.likely": "toString",
        "diagnostics.possible": 7,
      });
      change("aimlapi.pollInterval");
      assert.deepEqual(severities(), [0, 3], "another setting");
      change();
      assert.deepEqual(severities(), [1, 2]);
    });

    it("without a line through it where a person wants none", () => {
      scene.editor.settings["diagnostics.strikeThrough"] = false;
      scene.answer(finding(...FIRST));
      assert.equal(scene.shownIn(document)?.[0]?.tags, undefined);
    });

    it("with a word that other addresses share the text", () => {
      scene.answer(finding(...FIRST, { data: { subject: OLD, successors: [], shared: true } }));
      assert.match(
        scene.shownIn(document)?.[0]?.message ?? "",
        /^This is old\. Other addresses share this text/,
      );
    });
  });

  describe("is summed up beside the language", () => {
    const status = () => scene.editor.status.find(({ disposed }) => !disposed);
    const look = (at: FakeDocument | undefined) => {
      window.activeTextEditor = at && { document: at };
      scene.editor.events.activeEditor.fire(window.activeTextEditor);
    };

    it("of the editor a person looks at, with a way to the list", () => {
      look(document);
      assert.equal(status(), undefined, "nothing is known yet");
      for (const [found, text] of [
        [[], "AI/ML API: no deprecations"],
        [[finding(...FIRST)], "AI/ML API: 1 deprecation"],
        [[finding(...FIRST), finding(...SECOND)], "AI/ML API: 2 deprecations"],
      ] as const) {
        scene.answer(...found);
        assert.equal(status()?.["text"], text);
        assert.deepEqual(status()?.["command"], {
          title: "Show Problems",
          command: "workbench.actions.view.problems",
        });
        assert.deepEqual(
          [status()?.["name"], status()?.["severity"], status()?.["detail"]],
          ["AI/ML API Deprecations", 0, undefined],
        );
        scene.type(document, 0, 0, "");
        mock.timers.tick(PAUSE_MS);
      }
      scene.answer(finding(...FIRST));
      look(new FakeDocument("file:///project/b.py", "nothing"));
      assert.equal(status(), undefined);
      look(document);
      assert.equal(status()?.["text"], "AI/ML API: 1 deprecation");
      look(undefined);
      assert.equal(status(), undefined);
      assert.equal(scene.editor.status[0]?.["id"], "aimlapi.diagnostics");
    });

    it("but what is found and not to be shown is neither counted nor denied", () => {
      look(document);
      scene.answer(finding(...FIRST, { level: "possible" }));
      assert.equal(status(), undefined);
    });

    it("with the limit that was hit, which the log has once", () => {
      look(document);
      for (const [limit, sentence, text] of [
        [{ code: "parse-time", detail: "2 s" }, /Parsing took longer than 2 s/, "not fully checked"],
        [{ code: "work", detail: "1 s" }, /stopped after 1 s\. There may be more/, "1 deprecation"],
        [
          { code: "grammar", detail: "" },
          /grammar for this language could not be loaded/,
          "not fully checked",
        ],
      ] as const satisfies readonly (readonly [Limit, RegExp, string])[]) {
        for (const times of [1, 2]) {
          const { id, revision } = scene.asked().at(-1) ?? assert.fail();
          const findings = limit.code === "work" ? [finding(...FIRST)] : [];
          scene.say({ type: "findings", id, revision, looked: true, findings, limits: [limit] });
          assert.equal(status()?.["text"], `AI/ML API: ${text}`, `${times}`);
          assert.match(String(status()?.["detail"]), sentence);
          assert.deepEqual(
            [status()?.["severity"], status()?.["command"]],
            [1, { title: "Show Log", command: "aimlapi.showLog" }],
          );
          scene.type(document, 0, 0, "");
          mock.timers.tick(PAUSE_MS);
        }
        assert.match(scene.log.at(-1) ?? "", sentence);
      }
      assert.equal(scene.log.length, 3);
      scene.answer();
      assert.equal(status()?.["detail"], undefined);
    });

    it("no more after the end", () => {
      look(document);
      scene.answer();
      scene.diagnostics.dispose();
      assert.equal(status(), undefined);
    });
  });

  describe("is helped with", () => {
    const fixOf = ([start, end]: readonly [number, number], text = "/v2/new") => ({
      code: "to-billing" as const,
      edits: [{ start, end, text }],
    });
    const FIX_ALL = CodeActionKind.SourceFixAll.append("aimlapi");
    async function offered(at: readonly [number, number], only?: CodeActionKind, cancelled = false) {
      const [provider] = scene.editor.codeActions;
      const range = { start: document.positionAt(at[0]), end: document.positionAt(at[1]) };
      const given = provider?.provideCodeActions(
        document,
        range,
        { only },
        { isCancellationRequested: cancelled },
      );
      return (await given) as readonly CodeAction[];
    }
    const titles = async (...given: Parameters<typeof offered>) =>
      (await offered(...given)).map(({ title }) => title);
    const editsOf = (action: CodeAction | undefined) =>
      action?.edit?.edits.map(({ uri, range, text }) => [
        uri.toString(),
        range.start.line,
        range.start.character,
        range.end.character,
        text,
      ]);

    it("by its migration, an explanation and comments that silence it", async () => {
      const silence = (reach: "line" | "file", text: string) => ({ reach, edit: { start: 0, end: 0, text } });
      scene.answer(
        finding(...FIRST, {
          fixes: [fixOf(FIRST)],
          silences: [silence("line", "# line\n"), silence("file", "# file\n")],
        }),
        finding(...SECOND, { ruleId: "aimlapi/other" }),
      );
      const [migrate, explain, line, file, ...more] = await offered([4, 4]);
      assert.deepEqual(more, []);
      assert.deepEqual(
        [migrate?.title, migrate?.isPreferred, migrate?.kind.value],
        ["Migrate to /v2/billing (USD)", true, "quickfix"],
      );
      assert.deepEqual(editsOf(migrate), [["file:///project/a.py", 0, 3, 10, "/v2/new"]]);
      assert.deepEqual([explain?.title, explain?.edit], [`Show help for ${RULE}`, undefined]);
      assert.deepEqual(explain?.command, {
        title: explain?.title,
        command: "aimlapi.explainRule",
        arguments: [RULE],
      });
      assert.deepEqual(
        [line?.title, file?.title],
        [`Disable ${RULE} for this line`, `Disable ${RULE} for this file`],
      );
      assert.deepEqual(
        [editsOf(line), line?.isPreferred],
        [[["file:///project/a.py", 0, 0, 0, "# line\n"]], undefined],
      );
      for (const each of [migrate, explain, line, file])
        assert.deepEqual(each?.diagnostics, [scene.shownIn(document)?.[0]]);
      assert.deepEqual(await titles([17, 17]), ["Show help for aimlapi/other"]);
      assert.deepEqual(await titles([12, 13]), []);
    });

    it("for all of one rule in the file at once, where there are several", async () => {
      scene.answer(
        finding(...FIRST, { fixes: [fixOf(FIRST), fixOf([12, 13], "/v3")] }),
        finding(...SECOND, { fixes: [fixOf(SECOND)] }),
        finding(0, 1, { ruleId: "aimlapi/other", fixes: [fixOf([0, 1])] }),
      );
      const all = (await offered([4, 4])).find(({ title }) => title.startsWith("Fix all"));
      assert.equal(all?.title, `Fix all 2 in this file: ${RULE}`);
      assert.deepEqual(
        editsOf(all)?.map(([, line, , , text]) => [line, text]),
        [
          [0, "/v2/new"],
          [1, "/v2/new"],
        ],
      );
      assert.ok(!(await titles([0, 0])).some((title) => title.startsWith("Fix all")));
    });

    it("on save by the fixes of what is certain, each place once", async () => {
      const shared = fixOf([0, 1], "A");
      scene.answer(
        finding(...FIRST, { fixes: [{ ...fixOf(FIRST), edits: [...fixOf(FIRST).edits, ...shared.edits] }] }),
        finding(...SECOND, {
          fixes: [{ ...fixOf(SECOND), edits: [...fixOf(SECOND).edits, ...shared.edits] }],
        }),
        finding(SECOND[0] + 1, SECOND[1], { fixes: [fixOf([SECOND[0] + 1, SECOND[1]], "clash")] }),
        finding(12, 13, { level: "likely", fixes: [fixOf([12, 13], "likely")] }),
      );
      const [fix, ...more] = await offered([0, 0], FIX_ALL);
      assert.deepEqual(
        [more, fix?.title, fix?.kind.value],
        [[], "Fix all safe AI/ML API deprecations", "source.fixAll.aimlapi"],
      );
      assert.deepEqual(
        editsOf(fix)?.map((edit) => edit.slice(1)),
        [
          [0, 3, 10, "/v2/new"],
          [0, 0, 1, "A"],
          [1, 3, 10, "/v2/new"],
        ],
      );
      assert.deepEqual(await titles([0, 0], CodeActionKind.SourceFixAll), [
        "Fix all safe AI/ML API deprecations",
      ]);
      assert.ok(!(await titles([4, 4])).includes("Fix all safe AI/ML API deprecations"));
    });

    it("by nothing that is asked for as something else, cancelled, or has no fix", async () => {
      scene.answer(finding(...FIRST));
      assert.deepEqual(await titles([4, 4], CodeActionKind.Refactor), []);
      assert.deepEqual(await titles([4, 4], FIX_ALL), []);
      assert.deepEqual(await titles([4, 4], undefined, true), []);
      assert.deepEqual(await titles([4, 4], CodeActionKind.QuickFix), [`Show help for ${RULE}`]);
    });

    it("by no edit that lies outside the document", async () => {
      scene.answer(finding(...FIRST, { fixes: [fixOf([900, 901])] }));
      assert.deepEqual(
        [await titles([4, 4]), await titles([4, 4], FIX_ALL)],
        [[`Show help for ${RULE}`], []],
      );
    });

    it("by nothing where its level is switched off", async () => {
      scene.editor.settings["diagnostics.certain"] = "off";
      scene.answer(finding(...FIRST, { fixes: [fixOf(FIRST)] }));
      assert.deepEqual([await titles([4, 4]), await titles([4, 4], FIX_ALL)], [[], []]);
    });

    it("once the text was looked at as it stands, without waiting for the pause", async () => {
      scene.answer();
      scene.type(document, 0, 0, "#");
      const waiting = titles([4, 4]);
      await settled();
      assert.equal(scene.asked().length, 2);
      scene.answer(finding(FIRST[0] + 1, FIRST[1] + 1));
      assert.deepEqual(await waiting, [`Show help for ${RULE}`]);
    });

    it("without another question while the text is looked at as it stands", async () => {
      const waiting = titles([4, 4]);
      await settled();
      scene.answer(finding(...FIRST));
      assert.deepEqual([await waiting, scene.asked().length], [[`Show help for ${RULE}`], 1]);
    });

    it("not at all where the answer takes too long", async () => {
      const waiting = titles([4, 4]);
      await settled();
      mock.timers.tick(1499);
      let isOver = false;
      void waiting.then(() => (isOver = true));
      await settled();
      assert.equal(isOver, false);
      mock.timers.tick(1);
      assert.deepEqual(await waiting, []);
    });

    it("also in a text that has only just got a needle", async () => {
      const fresh = new FakeDocument("file:///project/c.py", "");
      scene.answer();
      scene.type(fresh, 0, 0, OLD);
      document = fresh;
      const waiting = titles([0, 0]);
      await settled();
      scene.answer(finding(0, 7));
      assert.deepEqual(await waiting, [`Show help for ${RULE}`]);
    });
  });

  describe("is explained", () => {
    it("by the page of its rule, which a person chooses where none is given", async () => {
      const { editor, diagnostics } = scene;
      await diagnostics.explainRule(RULE);
      editor.answers = ["aimlapi/other"];
      await diagnostics.explainRule(undefined);
      await diagnostics.explainRule("none");
      assert.deepEqual(
        editor.ran.map(([command, uri]) => [command, String(uri)]),
        [
          ["vscode.open", "aimlapi-rule:/old.md"],
          ["vscode.open", "aimlapi-rule:/other.md"],
        ],
      );
      assert.deepEqual(
        editor.shown.map(({ text, choices }) => [text, choices]),
        [
          ["AI/ML API: Show Deprecation Help", [RULE, "aimlapi/other"]],
          ["AI/ML API: Show Deprecation Help", [RULE, "aimlapi/other"]],
        ],
      );
    });

    it("from the extension's own files only", async () => {
      const { editor } = scene;
      editor.files.set("file:///extension/docs/rules/old.md", "# Old");
      editor.files.set("file:///extension/docs/rules/secret.md", "# Secret");
      const provider = editor.contents.get("aimlapi-rule") ?? assert.fail();
      assert.equal(await provider.provideTextDocumentContent(Uri.parse("aimlapi-rule:/old.md")), "# Old");
      for (const path of ["secret", "../rules/old", ""])
        assert.equal(
          await provider.provideTextDocumentContent(Uri.parse(`aimlapi-rule:/${path}.md`)),
          "Unknown rule.",
        );
    });
  });
});
