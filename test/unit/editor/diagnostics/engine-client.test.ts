import assert from "node:assert/strict";
import { mock } from "node:test";
import { createLazyEngine, type EngineOptions } from "../../../../src/editor/diagnostics/engine-client.ts";
import type { FromEngine, ToEngine } from "../../../../src/protocol/lint.ts";

const whole = { file: "file:///a.py", languageId: "python", text: "" };
const question = () => ({ revision: 1, content: whole });

/** An engine whose threads the test plays. */
function create(nearby: Partial<EngineOptions["nearby"]> = {}) {
  const threads: {
    readonly posted: ToEngine[];
    disposed: boolean;
    say: (message: FromEngine) => void;
    end: (error: unknown) => void;
  }[] = [];
  const told: string[] = [];
  const engine = createLazyEngine({
    start(say, end) {
      const thread = { posted: [] as ToEngine[], disposed: false, say, end };
      threads.push(thread);
      return { post: (message) => thread.posted.push(message), dispose: () => (thread.disposed = true) };
    },
    nearby: {
      readFirst: () => Promise.resolve(undefined),
      importers: () => Promise.resolve([]),
      ...nearby,
    },
    onFindings: ({ id }) => told.push(`findings ${id}`),
    onNeighbours: (id, files) => told.push(`neighbours ${id} ${files.map(({ file }) => file).join()}`),
    onFailed: (id, reason) => told.push(`failed ${id}: ${reason}`),
    onLost: () => told.push("lost"),
  });
  const thread = (index: number) => {
    const it = threads[index];
    assert.ok(it, `thread ${index} was started`);
    return it;
  };
  const asked = (index: number) =>
    thread(index).posted.flatMap((message) => (message.type === "analyze" ? message.id : []));
  const answer = (index: number, id: number) =>
    thread(index).say({ type: "findings", id, revision: 1, looked: true, findings: [], limits: [] });
  return { engine, threads, thread, told, asked, answer };
}

describe("the engine while it is needed", () => {
  beforeEach(() => mock.timers.enable({ apis: ["setTimeout"] }));
  afterEach(() => mock.timers.reset());

  it("is asked one text at a time, and each text once", () => {
    const { engine, threads, asked, answer, told } = create();
    assert.equal(threads.length, 0);
    for (const id of [1, 2, 3, 2]) engine.ask(id, question);
    assert.deepEqual(asked(0), [1]);
    answer(0, 1);
    assert.deepEqual(asked(0), [1, 2]);
    answer(0, 2);
    answer(0, 3);
    assert.deepEqual(asked(0), [1, 2, 3]);
    assert.deepEqual(told, ["findings 1", "findings 2", "findings 3"]);
  });

  it("goes on when the text it looks at is closed", () => {
    const { engine, thread, asked } = create();
    engine.ask(1, question);
    engine.ask(2, question);
    engine.forget(1);
    assert.deepEqual(thread(0).posted.at(-2), { type: "close", id: 1 });
    assert.deepEqual(asked(0), [1, 2]);
  });

  it("is let go some time after the last text", () => {
    const { engine, thread, threads, asked, answer } = create();
    engine.ask(1, question);
    engine.forget(1);
    mock.timers.tick(30_000);
    engine.ask(2, question);
    assert.deepEqual(asked(0), [1, 2]);
    answer(0, 2);
    mock.timers.tick(600_000);
    assert.equal(thread(0).disposed, false, "a text is open");
    engine.forget(2);
    mock.timers.tick(59_999);
    assert.equal(thread(0).disposed, false);
    mock.timers.tick(1);
    assert.equal(thread(0).disposed, true);
    engine.ask(3, question);
    assert.equal(threads.length, 2);
  });

  it("tells over which text it broke, and starts anew for the others", () => {
    const { engine, thread, told, asked } = create();
    engine.ask(1, question);
    engine.ask(2, question);
    thread(0).end(new Error("out of memory"));
    assert.deepEqual(told, ["failed 1: out of memory", "lost"]);
    engine.ask(2, question);
    assert.deepEqual(asked(1), [2]);
  });

  it("is given up on when it does not answer", () => {
    const { engine, thread, told } = create();
    engine.ask(1, question);
    mock.timers.tick(14_999);
    assert.deepEqual(told, []);
    mock.timers.tick(1);
    assert.deepEqual(told, ["failed 1: no answer within 15 s", "lost"]);
    assert.equal(thread(0).disposed, true);
  });

  it("is not blamed for a slow file system, and always gets an answer from it", async () => {
    let fail: (error: Error) => void = () => undefined;
    const { engine, thread, told } = create({
      readFirst: () => new Promise((_resolve, reject) => (fail = reject)),
    });
    engine.ask(1, question);
    thread(0).say({ type: "read", request: 7, from: "file:///a.py", candidates: ["b.py"] });
    mock.timers.tick(60_000);
    assert.deepEqual(told, []);
    fail(new Error("gone"));
    await new Promise((resolve) => setImmediate(resolve));
    assert.deepEqual(thread(0).posted.at(-1), { type: "files", request: 7, found: [] });
    mock.timers.tick(15_000);
    assert.match(told.join(), /failed 1/);
  });

  it("gives no file to a thread that has ended, nor to the one after it", async () => {
    let found: (file: { file: string; text: string } | undefined) => void = () => undefined;
    const { engine, thread, told } = create({ readFirst: () => new Promise((resolve) => (found = resolve)) });
    engine.ask(1, question);
    thread(0).say({ type: "read", request: 7, from: "file:///a.py", candidates: ["b.py"] });
    thread(0).end(new Error("out of memory"));
    engine.ask(2, question);
    const before = told.length;
    found({ file: "file:///b.py", text: "" });
    await new Promise((resolve) => setImmediate(resolve));
    const posted = [0, 1].flatMap((index) => thread(index).posted.map(({ type }) => type));
    assert.deepEqual([posted, told.slice(before)], [["analyze", "analyze"], []]);
  });

  it("hears a thread no more once it has ended", () => {
    const { engine, thread, told, answer, asked } = create();
    engine.ask(1, question);
    thread(0).end(new Error("out of memory"));
    engine.ask(1, question);
    engine.ask(2, question);
    const before = told.length;
    thread(0).end(new Error("exit code 1"));
    answer(0, 1);
    assert.deepEqual([told.slice(before), asked(1), thread(1).disposed], [[], [1], false]);
    answer(1, 1);
    assert.deepEqual([told.slice(before), asked(1)], [["findings 1"], [1, 2]]);
  });

  it("says nothing after its end", () => {
    const { engine, thread, told, threads } = create();
    engine.ask(1, question);
    engine.dispose();
    thread(0).end(undefined);
    engine.ask(2, question);
    mock.timers.tick(100_000);
    assert.deepEqual([told, threads.length], [[], 1]);
  });
});
