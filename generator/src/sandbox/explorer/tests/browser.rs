//! Chromium, driven by chromedriver.

use super::fake::FakeHost;
use super::served::serve;
use serde_json::{Value, json};
use std::path::Path;
use std::process::Stdio;
use std::sync::Arc;
use thirtyfour::prelude::*;
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, Command};
use tokio::sync::Mutex;

/// One browser at a time: each is heavier than all the rest.
static ALONE: Mutex<()> = Mutex::const_new(());

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
    // Nothing but loopback can be reached: what the page needs, it has.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
];

/// The page in a browser, and the sandbox behind it.
#[derive(Clone)]
pub(super) struct Page {
    pub(super) driver: WebDriver,
    pub(super) host: Arc<FakeHost>,
    pub(super) url: String,
}

/// Runs a test in a browser of its own. Fails, and says what to install, when there is none.
pub(super) async fn with_page<F: Future<Output = WebDriverResult<()>> + Send + 'static>(
    host: FakeHost,
    test: impl FnOnce(Page) -> F,
) {
    let _alone = ALONE.lock().await;
    let (_driver_process, address) = start_driver().await;
    let profile = tempfile::tempdir().expect("a folder for the browser's profile");
    let mut capabilities = DesiredCapabilities::chrome();
    for flag in FLAGS {
        capabilities.add_arg(flag).expect("a flag");
    }
    capabilities.add_arg(&format!("--user-data-dir={}", profile.path().display())).expect("a flag");
    let driver = match WebDriver::new(&address, capabilities).await {
        Ok(driver) => driver,
        Err(error) => panic!("chromedriver cannot start Chromium; {INSTALL}: {error}"),
    };
    let host = Arc::new(host);
    let url = serve(Arc::clone(&host)).await;
    let page = Page { driver: driver.clone(), host, url };
    // The browser is to be closed even when the test fails.
    let result = tokio::spawn(test(page)).await;
    let closed = driver.quit().await;
    match result {
        Ok(result) => result.expect("the page is as expected"),
        Err(panic) => std::panic::resume_unwind(panic.into_panic()),
    }
    closed.expect("the browser is closed");
}

async fn start_driver() -> (Child, String) {
    let program = std::env::var("CHROMEDRIVER").unwrap_or_else(|_| "chromedriver".to_owned());
    let started = Command::new(&program)
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
    pub(super) async fn open(&self, view: &str) -> WebDriverResult<()> {
        self.driver.goto("about:blank").await?;
        self.driver.goto(format!("{}#{view}", self.url)).await?;
        self.find("#main[data-ready]").await.map(|_| ())
    }

    /// The element, as soon as it is there.
    pub(super) async fn find(&self, css: &str) -> WebDriverResult<WebElement> {
        self.driver.query(By::Css(css)).first().await
    }

    /// Waits for an element with that in its text.
    pub(super) async fn see(&self, css: &str, text: &str) -> WebDriverResult<WebElement> {
        let wanted = text.to_owned();
        let with_text = move |element: WebElement| {
            let wanted = wanted.clone();
            async move { element.text().await.map(|text| text.contains(&wanted)) }
        };
        self.driver.query(By::Css(css)).desc(text).with_filter(with_text).first().await
    }

    pub(super) async fn text(&self, css: &str) -> WebDriverResult<String> {
        self.find(css).await?.text().await
    }

    /// The control of a field: `paymentAmount.currency`.
    pub(super) async fn control(&self, path: &str) -> WebDriverResult<WebElement> {
        self.find(&format!("[data-path=\"{path}\"] :is(input, textarea, select)")).await
    }

    /// Replaces what is in a control.
    pub(super) async fn fill(&self, path: &str, text: &str) -> WebDriverResult<()> {
        let control = self.control(path).await?;
        control.send_keys(Key::Control + "a").await?;
        control.send_keys(Key::Delete + "").await?;
        control.send_keys(text).await
    }

    /// Clicks what may have to be scrolled to first.
    pub(super) async fn click(&self, css: &str) -> WebDriverResult<()> {
        let element = self.find(css).await?;
        let script = "arguments[0].scrollIntoView({ block: 'center', behavior: 'instant' })";
        self.driver.execute(script, vec![element.to_json()?]).await?;
        element.click().await
    }

    /// Chooses from a list what begins so.
    pub(super) async fn choose(&self, css: &str, text: &str) -> WebDriverResult<()> {
        let option = self.see(&format!("{css} option"), text).await?;
        option.click().await
    }

    /// The value of an expression in the page.
    pub(super) async fn eval(&self, expression: &str) -> WebDriverResult<Value> {
        Ok(self.driver.execute(format!("return ({expression});"), Vec::new()).await?.json().clone())
    }

    /// A window of that size, which may be smaller than any that a desktop has.
    pub(super) async fn resize(&self, width: u32, height: u32) -> WebDriverResult<()> {
        let metrics =
            json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 600 });
        self.driver.cdp().send_raw("Emulation.setDeviceMetricsOverride", metrics).await.map(|_| ())
    }

    /// What the system prefers: `light` or `dark`.
    pub(super) async fn prefer(&self, scheme: &str) -> WebDriverResult<()> {
        let feature = |name: &str, value: &str| json!({ "name": name, "value": value });
        // Without motion, so that a picture never shows something in between.
        let motion = feature("prefers-reduced-motion", "reduce");
        let features = json!({ "features": [feature("prefers-color-scheme", scheme), motion] });
        self.driver.cdp().send_raw("Emulation.setEmulatedMedia", features).await.map(|_| ())
    }

    /// Presses keys, wherever the focus is.
    pub(super) async fn press(&self, keys: impl Into<TypingData>) -> WebDriverResult<()> {
        self.driver.active_element().await?.send_keys(keys).await
    }

    /// A picture of the window in the folder that EXPLORER_SCREENSHOTS names, if it does.
    pub(super) async fn picture(&self, name: &str) -> WebDriverResult<()> {
        match std::env::var_os("EXPLORER_SCREENSHOTS") {
            Some(folder) => self.driver.screenshot(&Path::new(&folder).join(format!("{name}.png"))).await,
            None => Ok(()),
        }
    }
}
