//! WebDriver: the protocol by which browsers are driven, as far as it is used here.
//!
//! By hand, as it is a few lines of JSON over HTTP: the `thirtyfour` crate switches `serde_json/preserve_order` on for the
//! whole workspace, which changes what is tested, and `fantoccini` brings forty more crates and a licence of its own.

use serde_json::{Value, json};

/// What a command came to; the text says what the driver says.
pub(crate) type Checked<T = ()> = Result<T, String>;

/// The name of an element's id, by the standard.
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

/// A window of a browser.
#[derive(Clone)]
pub(crate) struct Driver {
    http: reqwest::Client,
    /// `http://127.0.0.1:9515/session/1f`.
    session: String,
}

/// An element of the page.
pub(crate) struct Element {
    driver: Driver,
    id: String,
}

async fn send(request: reqwest::RequestBuilder) -> Checked<Value> {
    let answer = request.send().await.map_err(|error| format!("the driver cannot be reached: {error}"))?;
    let fine = answer.status().is_success();
    let answer: Value =
        answer.json().await.map_err(|error| format!("the driver answers no JSON: {error}"))?;
    let value = answer.get("value").cloned().unwrap_or_default();
    if fine { Ok(value) } else { Err(format!("{}: {}", value["error"], value["message"])) }
}

impl Driver {
    /// Starts a browser with these flags.
    pub(crate) async fn start(address: &str, flags: &[String]) -> Checked<Self> {
        let http = reqwest::Client::builder().no_proxy().build().map_err(|error| error.to_string())?;
        let wanted = json!({ "browserName": "chrome", "goog:chromeOptions": { "args": flags } });
        let wanted = json!({ "capabilities": { "alwaysMatch": wanted } });
        let started = send(http.post(format!("{address}/session")).json(&wanted)).await?;
        let id = started["sessionId"].as_str().ok_or("the driver names no session")?;
        Ok(Self { session: format!("{address}/session/{id}"), http })
    }

    /// A command of the standard, or of chromedriver.
    pub(crate) async fn command(&self, name: &str, body: Value) -> Checked<Value> {
        send(self.http.post(format!("{}/{name}", self.session)).json(&body)).await
    }

    /// Asks for something.
    pub(crate) async fn get(&self, name: &str) -> Checked<Value> {
        send(self.http.get(format!("{}/{name}", self.session))).await
    }

    /// Closes the browser.
    pub(crate) async fn quit(self) -> Checked {
        send(self.http.delete(self.session)).await.map(|_| ())
    }

    pub(crate) async fn goto(&self, url: &str) -> Checked {
        self.command("url", json!({ "url": url })).await.map(|_| ())
    }

    /// Runs a script, and waits until it calls the last of its arguments, which is added to these.
    pub(crate) async fn wait_for(&self, script: &str, arguments: Value) -> Checked<Value> {
        self.command("execute/async", json!({ "script": script, "args": arguments })).await
    }

    /// Runs a script.
    pub(crate) async fn execute(&self, script: &str, arguments: Value) -> Checked<Value> {
        self.command("execute/sync", json!({ "script": script, "args": arguments })).await
    }

    /// The element that a script or a command has given.
    pub(crate) fn element(&self, value: &Value) -> Checked<Element> {
        let id = value[ELEMENT].as_str().ok_or_else(|| format!("{value} is no element"))?;
        Ok(Element { driver: self.clone(), id: id.to_owned() })
    }
}

impl Element {
    /// As an argument of a script.
    pub(crate) fn value(&self) -> Value {
        json!({ ELEMENT: self.id })
    }

    pub(crate) async fn click(&self) -> Checked {
        self.driver.command(&format!("element/{}/click", self.id), json!({})).await.map(|_| ())
    }

    /// Types text, after what is there.
    pub(crate) async fn keys(&self, text: &str) -> Checked {
        let body = json!({ "text": text });
        self.driver.command(&format!("element/{}/value", self.id), body).await.map(|_| ())
    }

    /// The text that is seen.
    pub(crate) async fn text(&self) -> Checked<String> {
        let text = self.driver.get(&format!("element/{}/text", self.id)).await?;
        Ok(text.as_str().unwrap_or_default().to_owned())
    }

    /// An attribute, if it is there.
    pub(crate) async fn attribute(&self, name: &str) -> Checked<Option<String>> {
        let script = "return arguments[0].getAttribute(arguments[1])";
        let value = self.driver.execute(script, json!([self.value(), name])).await?;
        Ok(value.as_str().map(str::to_owned))
    }

    /// A property, such as `value`.
    pub(crate) async fn property(&self, name: &str) -> Checked<Value> {
        self.driver.execute("return arguments[0][arguments[1]]", json!([self.value(), name])).await
    }

    pub(crate) async fn is_displayed(&self) -> Checked<bool> {
        let value =
            self.driver.execute("return arguments[0].checkVisibility()", json!([self.value()])).await?;
        Ok(value == true)
    }
}
