"""The kernel in a browser's tab: cells run by the same rules as in JupyterLab, and whatever a cell does, the next one works."""

import json
import time

import pytest
import tab


@pytest.fixture(scope="module")
def kernel(browser):
    with tab.opened(browser) as opened:
        yield opened


def works(kernel):
    assert kernel.run('%%\nfmt.Println("well")').text() == "well\n"


def test_a_cell_prints_and_the_next_one_uses_what_it_declares(kernel):
    assert kernel.run("func square(x float64) float64 { return x * x }").outputs == []
    ran = kernel.run("%%\nfmt.Println(square(3), math.Sqrt(2))")
    assert (ran.text(), ran.status) == ("9 1.4142135623730951\n", "ok")


def test_a_plot_comes_as_a_picture_with_its_words(kernel):
    ran = kernel.run('%%\nshow.Plot(figure.LossBySteps(figure.Run("a", []float64{2, 1, 0.5})), "it falls", "a caption")')
    (shown,) = ran.displays()
    assert shown["text/html"].startswith("<figure style") and '<img src="data:image/svg+xml;base64,' in shown["text/html"]
    assert shown["text/plain"] == "it falls\na caption"


def test_errors_name_the_cells_line_and_leave_no_declaration(kernel):
    ran = kernel.run('func broken() int { return "a" }\n%%\nx := 1')
    assert ran.status == "error" and "line 1" in ran.error() and "line 3: declared and not used: x" in ran.error()
    assert "main.go" not in ran.error() and "/cell" not in ran.error()
    assert "undefined: broken" in kernel.run("%%\nfmt.Println(broken())").error()


@pytest.mark.parametrize("code, words", [
    ("%%\nvar a []int\nfmt.Println(a[len(a)])", ["panic: runtime error: index out of range [0] with length 0", "line 3"]),
    ("%%\ngo func() { panic(\"inside\") }()\ntime.Sleep(time.Second)", ["panic: inside", "line 2"]),
    ("%%\n<-make(chan int)", ["fatal error: all goroutines are asleep - deadlock!", "line 2"]),
    ("%%\nvar f func(int) int\nf = func(n int) int { return f(n+1) + 1 }\nfmt.Println(f(0))", ["stack overflow"]),
    ("%%\nos.Exit(3)", ["exit status 3"]),
    ("%%\nvar all [][]byte\nfor { b := make([]byte, 1<<26); for i := range b { b[i] = 1 }; all = append(all, b) }", ["out of memory", "1.1 GB"]),
    ("!ls", ["there is no shell in the browser"]),
    ("%cd ..", ["%cd", "one folder"]),
    ("%%bash\nls", ["%%bash", "no shell"]),
    ("import \"net/http\"\n%%\nhttp.Get(\"http://example.com\")", ["line 1", "net/http", "not in the browser"]),
])
def test_what_ends_a_cell_is_a_sentence_and_the_next_cell_works(kernel, code, words):
    ran = kernel.run(code)
    assert ran.status == "error", ran.outputs
    for word in words:
        assert word in ran.error(), ran.error()
    works(kernel)


def test_standard_input_is_empty_and_says_so(kernel):
    ran = kernel.run('%%\nvar name string\nn, err := fmt.Scanln(&name)\nfmt.Println(n, err)')
    assert ran.text() == "0 EOF\n" and "standard input" in ran.text("stderr")


def test_endless_output_is_cut_and_the_page_stays_usable(kernel):
    ran = kernel.run('%%\nfor i := range 4000000 { fmt.Println("line", i) }')
    assert ran.status == "ok" and 999_000 < len(ran.text()) <= 1_000_000
    assert "more than 1 MB" in ran.text("stderr")
    ran = kernel.run('%%\nfor range 10000 { os.WriteFile("/dev/display", []byte(`{"text/plain":"small"}`), 0o644) }')
    assert ran.status == "ok" and len(ran.displays()) == 6400 and "nothing more is shown" in ran.text("stderr")
    works(kernel)


def test_what_is_printed_is_shown_while_the_program_computes_on(kernel):
    for lines in (1, 2, 200):
        shown = kernel.js("""async lines => {
            let text = '';
            const all = new Promise(done => { window.printed = output => { text += output.text; if (text.endsWith(`last ${lines}\\n`)) done(); }; });
            const run = kernel('a').run(`%%\nfor i := range ${lines} { fmt.Println("last", i+1) }\nfor { }`, { onOutput: window.printed });
            await Promise.race([all, run, new Promise(done => setTimeout(done, 120000))]);
            const before = text;
            kernel('a').interrupt();
            await run;
            return before;
        }""", lines)
        assert shown.splitlines() == [f"last {i + 1}" for i in range(lines)]
        works(kernel)


def test_an_interrupt_ends_whatever_runs(kernel):
    for body in ("for { }", 'for { fmt.Println("flood") }', "time.Sleep(time.Hour)", "select { case <-time.After(time.Hour): }",
                 "for range 1000 { go func() { for { } }() }; select { }"):
        took = kernel.js("""async body => {
            const began = new Promise(done => { window.began = done; });
            const run = kernel('a').run('%%\\n' + body, { onStart: began });
            await Promise.race([began, run]);
            await new Promise(done => setTimeout(done, 300));
            const from = performance.now();
            kernel('a').interrupt();
            const reply = await run;
            return [reply.status, reply.ename, performance.now() - from];
        }""".replace("onStart: began", "onStart: window.began"), body)
        assert took[:2] == ["error", "interrupted"], took
        assert took[2] < 300 * max(1, load()), took
        works(kernel)


HOSTILE = """<p onclick="steal()" style="background:url(http://example.com/a)">text<script>steal()</script></p><img src="http://example.com/b.png">
<img src=x onerror="steal()"><svg onload="steal()"><title>drawn</title><script>steal()</script><circle r="1"/></svg><iframe src="https://example.com"></iframe>
<a href="javascript:steal()">link</a><form action="http://example.com"><input></form><style>*{display:none}</style><math><mtext><img src=x onerror=steal()></mtext></math>
<link rel="stylesheet" href="http://example.com/c.css"><meta http-equiv="refresh" content="0;url=http://example.com"><base href="http://example.com/">"""


def test_what_a_cell_shows_cannot_reach_the_page(kernel):
    asked = []
    kernel.page.on("request", lambda request: asked.append(request.url))
    said = json.dumps({"text/html": HOSTILE, "text/javascript": "steal()", "application/javascript": "steal()", "text/plain": "plain",
                       "text/markdown": "a <img src=x onerror=steal()> b", "application/x-other": "x", "image/svg+xml": "<svg onload='steal()'/>"})
    ran = kernel.run(f'%%\nos.WriteFile("/dev/display", []byte({json.dumps(said, ensure_ascii=False)}), 0o644)')
    (shown,) = ran.displays()
    assert sorted(shown) == ["text/html", "text/markdown", "text/plain"] and "<img" not in shown["text/markdown"]
    stolen = kernel.js("""async html => {
        window.stolen = 0;
        window.steal = () => { window.stolen++; };
        const host = document.body.appendChild(document.createElement('div'));
        host.innerHTML = html;
        await new Promise(done => setTimeout(done, 500));
        const found = [...host.querySelectorAll('*')].flatMap(e => [...e.attributes].filter(a => a.name.startsWith('on')).map(a => a.name));
        const names = [...new Set([...host.querySelectorAll('*')].map(e => e.localName))].sort();
        host.remove();
        return [window.stolen, found, names];
    }""", shown["text/html"])
    assert stolen == [0, [], ["a", "img", "p"]], stolen
    assert not [url for url in asked if "example.com" in url]
    works(kernel)


def test_forks_of_goroutines_and_floods_of_figures_and_files_end(kernel):
    for body in ('var grow func()\ngrow = func() { go grow(); go grow(); grow2 := make([]byte, 1<<16); _ = grow2 }\ngrow()\nselect {}',
                 'for i := 0; ; i++ { os.WriteFile("/dev/display", []byte(`{"text/plain":"` + strings.Repeat("x", 1<<20) + `"}`), 0o644) }',
                 'var err error\nfor i := 0; err == nil; i++ { err = os.WriteFile(fmt.Sprint("f", i), make([]byte, 1<<24), 0o644) }\npanic(err)'):
        kernel.js("""async body => {
            const run = kernel('a').run('%%\\n' + body);
            await Promise.race([run, new Promise(done => setTimeout(done, 4000))]);
            kernel('a').interrupt();
            return (await run).status;
        }""", body)
        works(kernel)


def load():
    """How much more the machine has to do than it has processors: a limit of time is no test of a machine that has no time."""
    import os

    return os.getloadavg()[0] / os.cpu_count()


def test_sleeping_costs_no_processor(kernel):
    before = time.process_time()
    ran = kernel.run("%%\nfrom := time.Now()\ntime.Sleep(1500 * time.Millisecond)\nd := time.Since(from)\nfmt.Println(d > 1500*time.Millisecond)")
    assert ran.text() == "true\n" and time.process_time() - before < 5
    turns = kernel.js("""async () => {
        const worker = new Worker(URL.createObjectURL(new Blob(['onmessage = () => { try { const cell = new Int32Array(new WebAssembly.Memory({initial: 1, maximum: 1, shared: true}).buffer); Atomics.wait(cell, 0, 0, 5); postMessage(true); } catch { postMessage(false); } }'])));
        return new Promise(done => { worker.onmessage = e => done(e.data); worker.postMessage(0); });
    }""")
    assert turns, "this browser's workers cannot wait: a program that sleeps would keep the processor busy"


def test_interrupt_ends_those_that_wait_too_and_keeps_declarations(kernel):
    kernel.run("func kept() int { return 7 }")
    replies = kernel.js("""async () => {
        const began = new Promise(done => { window.began = done; });
        const runs = [kernel('a').run('%%\\nfor { }', { onStart: () => window.began() }), ...[1, 2, 3].map(i => kernel('a').run('%%\\nfmt.Println(' + i + ')'))];
        await began;
        kernel('a').interrupt();
        return (await Promise.all(runs)).map(reply => reply.status);
    }""")
    assert replies == ["error", "aborted", "aborted", "aborted"]
    assert kernel.run("%%\nfmt.Println(kept())").text() == "7\n"


def test_restart_forgets_and_two_notebooks_share_nothing(kernel):
    kernel.run("func mine() string { return \"one\" }", name="one")
    kernel.run("func mine() string { return \"two\" }", name="two")
    assert kernel.run("%%\nfmt.Println(mine())", name="one").text() == "one\n"
    assert kernel.run("%%\nfmt.Println(mine())", name="two").text() == "two\n"
    kernel.call("restart", name="one")
    assert "undefined: mine" in kernel.run("%%\nfmt.Println(mine())", name="one").error()
    assert kernel.run("%%\nfmt.Println(mine())", name="two").text() == "two\n"


def test_an_interrupt_of_a_cell_that_waits_for_the_compiler_leaves_another_notebooks_build_alone(kernel):
    """A build that nobody waits for is ended after a while, which here is over at once."""
    kernel.run("%%", name="one")
    kernel.run("%%", name="two")
    first, second = kernel.js("""async () => {
        const real = window.setTimeout, sleep = ms => new Promise(done => real(done, ms));
        let abandoned = 0;
        window.setTimeout = (f, ms, ...rest) => { if (ms === 1500) abandoned++; return real(f, ms === 1500 ? 0 : ms, ...rest); };
        const first = kernel('one').run('%%\\np := plot.New()\\nshow.Plot(p, "a plot", "")');
        for (let ms = 50; ; ms += 50) { // until it has come as far as the compiler
            const second = kernel('two').run('%%\\nfmt.Println(2)');
            await sleep(ms);
            kernel('two').interrupt();
            const reply = await second;
            if (abandoned || reply.status === 'ok') {
                window.setTimeout = real;
                return [[(await first).status, (await first).evalue ?? ''], [reply.status, reply.evalue]];
            }
        }
    }""")
    assert (first, second) == (["ok", ""], ["error", "interrupted"])
    works(kernel)


def workers(kernel):
    """How many there are when for a second none has come or gone: the next program's worker is made ahead."""
    count, since = -1, 0
    while count < 0 or time.monotonic() < since + 1:
        if (now := len(kernel.page.workers)) != count:
            count, since = now, time.monotonic()
        kernel.page.wait_for_timeout(50)
    return count


def test_a_notebook_that_is_closed_while_a_cell_runs_leaves_no_worker(kernel):
    works(kernel)
    before = workers(kernel)
    kernel.js("""async () => {
        const began = new Promise(done => { window.began = done; }), closing = new downhill.Kernel(payload);
        const run = closing.run('%%\\nfor { }', { onStart: () => window.began() });
        await began;
        await closing.close();
        await run;
    }""")
    deadline = time.monotonic() + 20  # a worker that never pauses is ended by the browser after some seconds
    while (left := workers(kernel)) > before and time.monotonic() < deadline:
        pass
    assert left == before


def test_files_stay_from_cell_to_cell(kernel):
    assert kernel.run("%%writefile notes.txt\nthree words here").status == "ok"
    assert kernel.run('%%\nb, err := os.ReadFile("notes.txt")\nfmt.Println(len(strings.Fields(string(b))), err)').text() == "3 <nil>\n"
    kernel.run('%%\nos.WriteFile("more.txt", []byte("x"), 0o644)')
    assert kernel.run('%%\nb, err := os.ReadFile("more.txt")\nfmt.Println(string(b), err)').text() == "x <nil>\n"


def test_tests_run_too(kernel):
    ran = kernel.run('func TestSum(t *testing.T) { if 1+1 != 2 { t.Fatal("no") } }\n%test')
    assert ran.status == "ok" and "--- PASS: TestSum" in ran.text(), (ran.text(), ran.error())
    ran = kernel.run('func TestSum(t *testing.T) { t.Fatal("no") }\n%test')
    assert ran.status == "error" and "--- FAIL: TestSum" in ran.text()


def test_the_declarations_above_may_be_given_with_a_cell(kernel):
    above = ["func a() int { return 1 }\n%%\nfmt.Println(a())", "func b() int { return a() + 1 }"]
    assert kernel.run("%%\nfmt.Println(b())", name="page", above=above).text() == "2\n"
    ran = kernel.run("%%\nfmt.Println(b())", name="page", above=["func b() int { return nothing }"])
    assert "cell [1], line 1: undefined: nothing" in ran.error() and ran.reply["above"] == 0


@pytest.mark.parametrize("lacks", ["WebAssembly", "DecompressionStream", "Worker"])
def test_a_browser_that_is_too_old_says_what_it_lacks(browser, lacks):
    with tab.opened(browser) as old:
        old.js(f"delete globalThis.{lacks}")
        ran = old.run("%%\nfmt.Println(1)")
    assert ran.status == "error" and ran.error().startswith(f"Go cannot run in this browser: it lacks {lacks.replace('Worker', 'workers')}.")


def test_parts_of_another_version_are_refused_in_words(browser):
    def another(handler):
        if not handler.path.startswith("/kernel.json"):
            return False
        handler.send_response(200)
        handler.end_headers()
        handler.wfile.write(json.dumps({**tab.manifest(), "version": "of-yesterday"}).encode())
        return True

    with tab.opened(browser, another) as mixed:
        ran = mixed.run("%%\nfmt.Println(1)")
    assert ran.status == "error" and "do not belong together (version of-yesterday and " in ran.error()


def test_a_cell_is_formatted_and_known_to_be_complete(kernel):
    assert kernel.call("format", "%%\nx:=1\nfmt.Println( x )") == {"code": "%%\nx := 1\nfmt.Println(x)"}
    assert kernel.call("format", "func (")["error"] == "the cell cannot be read as Go"
    assert kernel.call("isComplete", "func f() {")["status"] == "incomplete"
    assert kernel.call("isComplete", "func f() {}")["status"] == "complete"


@pytest.mark.parametrize("code, match", [
    ("%%\nmath.Sq", "Sqrt"),
    ("%%\nrings := dataset.ORings()\nrings.Stand", "Standardize"),
    ("func square(x float64) float64 { return x * x }\n%%\nfmt.Println(squ", "square"),
])
def test_tab_completes_packages_values_and_the_cells_own_names(kernel, code, match):
    told = kernel.call("complete", code, len(code))
    assert match in told["matches"] and code[told["cursor_start"]:told["cursor_end"]] in match


def test_shift_tab_tells_signature_and_doc_comment_and_nothing_where_nothing_is(kernel):
    told = kernel.call("inspect", "%%\ndescent.Slope(nil, nil)", 14)
    assert told["found"] and "func" in told["data"]["text/plain"] and "u·∇L" in told["data"]["text/plain"]
    for empty in ("", " ", "\n"):
        assert not kernel.call("inspect", empty, 0)["found"]
