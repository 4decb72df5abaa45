//! What specs and answers say is text, and stays text.

use crate::browser::with_page;
use countersign_sandbox::{Sandbox, Settings};

/// What a name, a doc, or an answer says that would like to be more than text.
const SCRIPT: &str =
    "<img src=x onerror=\"document.title='broken'\"><script>document.title='broken'</script>";

/// A wallet whose every text is such a one.
fn shop(specs: &std::path::Path) -> Sandbox {
    let folder = specs.join("shop/v1");
    std::fs::create_dir_all(&folder).expect("a folder");
    let script = SCRIPT.replace('\'', "''");
    let api = format!("format: 1\nname: shop\ntitle: '{script}'\ndoc: '{script}'\n");
    std::fs::write(specs.join("shop/api.yaml"), api).expect("a file");
    let endpoint = format!(
        "path: pay\nversion: v1\nsummary: '{script}'\ndoc: '`{script}` {script}'\nrequest:\n  \
         '__proto__': {{ type: string, max_length: 9 }}\n  \
         a: {{ type: string, max_length: 400, doc: '{script}' }}\n  \
         b: {{ type: enum, values: ['{script}'], doc: '- {script}' }}\n\
         response:\n  a: {{ type: string, max_length: 400, doc: '{script}' }}\n\
         results:\n  - {{ code: '{script}', status: F, doc: '{script}' }}\n\
         examples:\n  - {{ name: '{script}', request: {{ a: '{script}' }} }}\n"
    );
    std::fs::write(folder.join("pay.yaml"), endpoint).expect("a file");
    Sandbox::start(Settings::new(specs).strict(true)).expect("started")
}

#[tokio::test]
async fn what_specs_and_answers_say_is_text() {
    let specs = tempfile::tempdir().expect("a folder");
    with_page(shop(specs.path()), |page| async move {
        page.open("shop/v1/pay").await?;
        page.see(".crumb", SCRIPT).await?;
        page.see(".prose", SCRIPT).await?;
        page.see("#list h2", SCRIPT).await?;
        // The wallet answers with what it was sent.
        page.send("Success").await?;
        page.see(".steps > li:nth-child(4)", "onerror").await?;
        assert_eq!(page.sent()["a"], SCRIPT);
        page.click(".told [data-tab=rust]").await?;
        page.see(".told pre", "onerror").await?;
        // And says what it can't make anything of.
        page.click(".ask [data-tab=json]").await?;
        page.eval("void document.getElementById('json').select()").await?;
        let strange = serde_json::json!({ SCRIPT: 1 }).to_string();
        page.find("#json").await?.keys(&strange).await?;
        page.click("#anyway").await?;
        page.see("#outcome .said", SCRIPT).await?;
        page.click("#to-received").await?;
        page.see(".verdict-line", SCRIPT).await?;
        page.click(".entries li:last-child summary").await?;
        page.see(".exchange", "onerror").await?;
        page.open("<script>").await?;
        page.see("main", "There is no endpoint <script>").await?;
        let foreign = "document.images.length + document.querySelectorAll('script').length";
        assert_eq!(page.eval(foreign).await?, 2, "the page's own two scripts");
        assert!(!page.eval("document.title").await?.to_string().contains("broken"));
        Ok(())
    })
    .await;
}
