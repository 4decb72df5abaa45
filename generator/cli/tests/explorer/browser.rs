//! Chromium, driven by chromedriver.

use crate::driver::{Checked, Driver, Element};
use base64::Engine;
use countersign_sandbox::{Received, Sandbox};
use serde_json::{Value, json};
use std::path::Path;
use std::process::Stdio;
use std::sync::Arc;
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, Command};
use tokio::sync::Semaphore;

/// Two browsers at a time: each is heavier than all the rest.
static PLACES: Semaphore = Semaphore::const_new(2);

const INSTALL: &str = "install Chromium and its driver (Debian: `apt-get install chromium chromium-driver`), or name the \
                       driver in CHROMEDRIVER";

const FLAGS: &[&str] = &[
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--hide-scrollbars",
    "--window-size=1440,1000",
];

/// Nothing but the sandbox can be reached, at loopback or at its other address: what the page needs, it has.
fn reachable(sandbox: &Sandbox) -> String {
    let elsewhere = sandbox.remote_explorer_url();
    let host = elsewhere.as_deref().and_then(|url| url.strip_prefix("http://")?.split(':').next());
    let host = host.map(|host| format!(", EXCLUDE {host}")).unwrap_or_default();
    format!("--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1{host}")
}

/// Keys, as WebDriver writes them.
pub(crate) const TAB: &str = "\u{e004}";
pub(crate) const ENTER: &str = "\u{e007}";
pub(crate) const BACKSPACE: &str = "\u{e003}";
pub(crate) const RIGHT: &str = "\u{e014}";
pub(crate) const CONTROL: &str = "\u{e009}";

/// Waits for an element with a text in it, and gives it. What is only on the way, or hidden, is none.
const SEE: &str = "
    const [css, text, done] = arguments;
    const said = (element) => (element.tagName === 'OPTION' ? element.text : element.innerText);
    const shown = (element) => element.tagName === 'OPTION' || element.checkVisibility();
    const fits = (element) => text === null || (shown(element) && said(element).includes(text));
    let observer;
    function look() {
      const found = [...document.querySelectorAll(css)].find(fits);
      if (found) {
        observer?.disconnect();
        done(found);
      }
      return found;
    }
    if (!look()) {
      observer = new MutationObserver(look);
      observer.observe(document, { subtree: true, childList: true, characterData: true, attributes: true });
    }
";

/// Does it again when the page has replaced an element after it was found and before it was used, or was left meanwhile: a
/// script ends with its page.
macro_rules! until_it_stays {
    ($work:expr) => {{
        let mut result = $work;
        for _ in 0..TRIES {
            let is_gone =
                |problem: &String| problem.contains("stale element") || problem.contains("javascript error");
            if !result.as_ref().is_err_and(is_gone) {
                break;
            }
            result = $work;
        }
        result
    }};
}

/// No page replaces its elements more often without being used.
const TRIES: usize = 5;

/// The page in a browser, and the sandbox behind it.
#[derive(Clone)]
pub(crate) struct Page {
    pub(crate) driver: Driver,
    pub(crate) sandbox: Arc<Sandbox>,
}

/// Runs a test in a browser of its own, where chromedriver is installed.
pub(crate) async fn with_page<F: Future<Output = Checked> + Send + 'static>(
    sandbox: Sandbox,
    test: impl FnOnce(Page) -> F,
) {
    let program = std::env::var("CHROMEDRIVER").unwrap_or_else(|_| "chromedriver".to_owned());
    if !crate::tools::available(&[&program]) {
        return;
    }
    let _place = PLACES.acquire().await;
    let (_driver_process, address) = start_driver(&program).await;
    let profile = tempfile::tempdir().expect("a folder for the browser's profile");
    let mut flags: Vec<String> = FLAGS.iter().map(|flag| (*flag).to_owned()).collect();
    flags.push(format!("--user-data-dir={}", profile.path().display()));
    flags.push(reachable(&sandbox));
    let driver = match Driver::start(&address, &flags).await {
        Ok(driver) => driver,
        Err(error) => panic!("chromedriver cannot start Chromium; {INSTALL}: {error}"),
    };
    let page = Page { driver: driver.clone(), sandbox: Arc::new(sandbox) };
    // The browser is to be closed even when the test fails.
    let result = tokio::spawn(test(page)).await;
    let closed = driver.quit().await;
    match result {
        Ok(result) => result.unwrap_or_else(|problem| panic!("the page is not as expected: {problem}")),
        Err(panic) => std::panic::resume_unwind(panic.into_panic()),
    }
    closed.expect("the browser is closed");
}

async fn start_driver(program: &str) -> (Child, String) {
    let started = Command::new(program)
        .arg("--port=0")
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .kill_on_drop(true)
        .spawn();
    let mut process = match started {
        Ok(process) => process,
        Err(error) => panic!("cannot start `{program}`; {INSTALL}: {error}"),
    };
    let mut lines = BufReader::new(process.stdout.take().expect("piped")).lines();
    while let Some(line) = lines.next_line().await.expect("text") {
        let port = line.split("successfully on port ").nth(1);
        if let Some(port) = port.and_then(|port| port.trim_end_matches('.').parse::<u16>().ok()) {
            // What else it prints is read, so that it never waits for a reader.
            tokio::spawn(async move { while let Ok(Some(_)) = lines.next_line().await {} });
            return (process, format!("http://127.0.0.1:{port}"));
        }
    }
    panic!("`{program}` ended before it was ready; {INSTALL}");
}

impl Page {
    /// Opens a view, and waits until it is there.
    pub(crate) async fn open(&self, view: &str) -> Checked {
        self.driver.goto("about:blank").await?;
        self.driver.goto(&format!("{}/#{view}", self.sandbox.url())).await?;
        self.find("#main[data-ready]").await.map(|_| ())
    }

    /// The body that the sandbox received last.
    pub(crate) fn sent(&self) -> Value {
        self.last().json().expect("JSON")
    }

    /// What the sandbox received last.
    pub(crate) fn last(&self) -> Arc<Received> {
        self.sandbox.received().pop().expect("a request")
    }

    /// How many requests the sandbox received.
    pub(crate) fn calls(&self) -> usize {
        self.sandbox.received().len()
    }

    /// The element, as soon as it is there.
    pub(crate) async fn find(&self, css: &str) -> Checked<Element> {
        self.wait(css, Value::Null).await
    }

    /// Waits for an element with that in its text.
    pub(crate) async fn see(&self, css: &str, text: &str) -> Checked<Element> {
        self.wait(css, text.into()).await
    }

    async fn wait(&self, css: &str, text: Value) -> Checked<Element> {
        let arguments = json!([css, text]);
        match until_it_stays!(self.driver.wait_for(SEE, arguments.clone()).await) {
            Ok(element) => self.driver.element(&element),
            Err(problem) => {
                let page = self.eval("document.body.innerText").await.unwrap_or_default();
                Err(format!(
                    "there is no {css} with {text}: {problem}\non the page:\n{}",
                    page.as_str().unwrap_or_default()
                ))
            }
        }
    }

    pub(crate) async fn text(&self, css: &str) -> Checked<String> {
        until_it_stays!(self.text_once(css).await)
    }

    async fn text_once(&self, css: &str) -> Checked<String> {
        self.find(css).await?.text().await
    }

    /// The control of a field: `paymentAmount.currency`.
    pub(crate) async fn control(&self, path: &str) -> Checked<Element> {
        self.find(&format!("[data-path=\"{path}\"] :is(input, textarea, select)")).await
    }

    /// Replaces what is in a control.
    pub(crate) async fn fill(&self, path: &str, text: &str) -> Checked {
        let control = self.control(path).await?;
        self.driver.execute("arguments[0].select()", json!([control.value()])).await?;
        control.keys(&format!("{BACKSPACE}{text}")).await
    }

    /// Clicks what may have to be scrolled to first.
    pub(crate) async fn click(&self, css: &str) -> Checked {
        until_it_stays!(self.click_once(css).await)
    }

    async fn click_once(&self, css: &str) -> Checked {
        // What a check has found may move the rest of the page.
        self.find("body:not(:has(#problems[aria-busy]))").await?;
        let element = self.find(css).await?;
        let script = "arguments[0].scrollIntoView({ block: 'center', behavior: 'instant' })";
        self.driver.execute(script, json!([element.value()])).await?;
        element.click().await
    }

    /// Chooses from a list what has that in its text.
    pub(crate) async fn choose(&self, css: &str, text: &str) -> Checked {
        self.see(&format!("{css} option"), text).await?.click().await
    }

    /// Signs and sends, and waits for that outcome. What was sent before is still shown meanwhile, so it is marked.
    pub(crate) async fn send(&self, outcome: &str) -> Checked {
        self.eval("document.querySelector('#outcome')?.setAttribute('data-earlier', '')").await?;
        self.click("#send").await?;
        self.see("#outcome:not([data-earlier]) h2", outcome).await.map(|_| ())
    }

    /// The value of an expression in the page.
    pub(crate) async fn eval(&self, expression: &str) -> Checked<Value> {
        self.driver.execute(&format!("return ({expression});"), json!([])).await
    }

    /// How many elements there are.
    pub(crate) async fn count(&self, css: &str) -> Checked<u64> {
        let number = self.eval(&format!("document.querySelectorAll({}).length", json!(css))).await?;
        Ok(number.as_u64().unwrap_or_default())
    }

    /// Presses keys, wherever the focus is.
    pub(crate) async fn press(&self, keys: &str) -> Checked {
        let focused = self.driver.get("element/active").await?;
        self.driver.element(&focused)?.keys(keys).await
    }

    /// A window of that size, which may be smaller than any that a desktop has.
    pub(crate) async fn resize(&self, width: u32, height: u32) -> Checked {
        let metrics =
            json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 600 });
        self.devtools("Emulation.setDeviceMetricsOverride", metrics).await
    }

    /// What the system prefers: `light` or `dark`.
    pub(crate) async fn prefer(&self, scheme: &str) -> Checked {
        let feature = |name: &str, value: &str| json!({ "name": name, "value": value });
        // Without motion, so that a picture never shows something in between.
        let motion = feature("prefers-reduced-motion", "reduce");
        let features = json!({ "features": [feature("prefers-color-scheme", scheme), motion] });
        self.devtools("Emulation.setEmulatedMedia", features).await
    }

    async fn devtools(&self, command: &str, parameters: Value) -> Checked {
        let body = json!({ "cmd": command, "params": parameters });
        self.driver.command("goog/cdp/execute", body).await.map(|_| ())
    }

    /// A picture of the window in the folder that EXPLORER_SCREENSHOTS names, if it does.
    pub(crate) async fn picture(&self, name: &str) -> Checked {
        let Some(folder) = std::env::var_os("EXPLORER_SCREENSHOTS") else { return Ok(()) };
        let picture = self.driver.get("screenshot").await?;
        let bytes = base64::engine::general_purpose::STANDARD.decode(picture.as_str().unwrap_or_default());
        let bytes = bytes.map_err(|error| error.to_string())?;
        let place = Path::new(&folder).join(format!("{name}.png"));
        std::fs::write(&place, bytes).map_err(|error| format!("cannot write {}: {error}", place.display()))
    }
}
