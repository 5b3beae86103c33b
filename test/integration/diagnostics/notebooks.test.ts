import assert from "node:assert/strict";
import * as vscode from "vscode";
import { actionsOn, closeAll, edit, flagged, found } from "./looking.ts";

const code = (text: string) => new vscode.NotebookCellData(vscode.NotebookCellKind.Code, text, "python");

describe("diagnostics in a notebook", () => {
  afterEach(closeAll);

  it("know in one cell what another one says", async () => {
    const notebook = await vscode.workspace.openNotebookDocument(
      "jupyter-notebook",
      new vscode.NotebookData([
        code('%pip install requests\nimport requests\nBASE = "https://api.aimlapi.com/v1"'),
        new vscode.NotebookCellData(vscode.NotebookCellKind.Markup, "# Left", "markdown"),
        code('answer = requests.get(f"{BASE}/billing/balance")'),
        code('print(answer.json()["balance"])'),
      ]),
    );
    await vscode.window.showNotebookDocument(notebook);
    const [base, , call, read] = notebook.getCells().map(({ document }) => document);
    assert.ok(base && call && read);
    await flagged(call, ["/billing/balance"]);
    await flagged(read, ["balance"]);

    const [ignore] = (await actionsOn(read)).filter(({ title }) => title.endsWith("for this line"));
    assert.ok(ignore?.edit && (await vscode.workspace.applyEdit(ignore.edit)));
    assert.match(read.getText(), /^# aimlapi-disable-next-line aimlapi\/v1-response-field\nprint/);
    await flagged(read, []);

    await edit(base, vscode.TextEdit.replace(new vscode.Range(2, 8, 2, 31), "https://api.example.test"));
    await flagged(call, []);
    await vscode.commands.executeCommand("workbench.action.revertAndCloseActiveEditor");
    assert.deepEqual(found(call.uri), []);
  });
});
