//! How the page and the reference look: on a phone, in light and dark, by address, and from disk.

use crate::browser::{ENTER, with_page};
use crate::support::{INQUIRY, PAY, reference, shipped};

#[tokio::test]
async fn every_view_fits_a_phone() {
    with_page(shipped(), |page| async move {
        page.resize(360, 740).await?;
        page.sandbox.fault("v1/payments/refund", "status=F:ORDER_STATUS_INVALID".parse().expect("a fault")).expect("an endpoint");
        for view in ["", PAY, "claro/v1/payments/notifyPayment", "claro/v1/customers/user/inquiryUserInfoByAccessToken", "received", "faults"] {
            page.open(view).await?;
            if view == PAY {
                page.click("#send").await?;
                page.see("#outcome", "Accepted").await?;
                page.picture("phone-outcome").await?;
            }
            let widest = "Math.max(...[...document.querySelectorAll('main *, header *')].filter((e) => !e.closest('pre, .tabs, .sr, .json')).map((e) => e.getBoundingClientRect().right))";
            let (width, right) = (page.eval("document.documentElement.scrollWidth").await?, page.eval(widest).await?);
            assert!(width.as_f64() <= Some(360.0) && right.as_f64() <= Some(360.5), "{view}: {width} wide, {right} at the right");
        }
        page.open(PAY).await?;
        page.picture("phone-form").await?;
        assert!(!page.find("#side").await?.is_displayed().await?);
        page.click("#menu").await?;
        assert!(page.find("#side").await?.is_displayed().await?);
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn light_and_dark() {
    with_page(shipped(), |page| async move {
        page.resize(1440, 960).await?;
        let background = "getComputedStyle(document.body).backgroundColor";
        page.prefer("light").await?;
        page.open(PAY).await?;
        let light = page.eval(background).await?;
        page.click("#send").await?;
        page.see("#outcome", "Accepted").await?;
        page.eval("void scrollTo(0, 0)").await?;
        page.picture("explorer-light").await?;
        page.prefer("dark").await?;
        let dark = page.eval(background).await?;
        assert_ne!(light, dark, "the system's choice counts");
        page.picture("explorer-dark").await?;
        // The button goes from the system's choice to light, to dark, and back; what was chosen is kept.
        page.click("#theme").await?;
        assert_eq!(page.eval(background).await?, light);
        page.click("#theme").await?;
        page.prefer("light").await?;
        page.open("received").await?;
        assert_eq!(page.eval(background).await?, dark);
        assert_eq!(page.text("#theme").await?, "Theme: dark");
        page.click(".entries summary").await?;
        page.picture("received-dark").await?;
        for (endpoint, fault) in
            [("v2/payments/pay", "timeout"), ("v1/authorizations/applyToken", "status=U:UNKNOWN_EXCEPTION")]
        {
            page.sandbox.fault(endpoint, fault.parse().expect("a fault")).expect("an endpoint");
        }
        page.open("faults").await?;
        page.click("#theme").await?;
        page.picture("faults-light").await
    })
    .await;
}

#[tokio::test]
async fn an_endpoint_has_an_address() {
    with_page(shipped(), |page| async move {
        page.open("demo/v2/payments/refund").await?;
        page.see("h1", "refund").await?;
        page.see(".side [aria-current=page]", "refund").await?;
        assert!(page.eval("document.title.startsWith('v2/payments/refund')").await? == true);
        page.open(PAY).await?;
        // A name in a doc leads to its endpoint, and back.
        page.click(".prose a[href=\"#claro/v1/payments/notifyPayment\"]").await?;
        page.see("h1", "notifyPayment").await?;
        assert!(page.count("#send").await? == 0, "nobody sends a notification");
        page.eval("void history.back()").await?;
        page.see("h1", "pay").await.map(|_| ())
    })
    .await;
}

#[tokio::test]
async fn an_exact_name_comes_first_and_enter_opens_it() {
    with_page(shipped(), |page| async move {
        page.open("claro/v1/payments/refund").await?;
        for (typed, address) in
            [("INQUIRYPAYMENT", INQUIRY), ("pay", PAY), ("demo pay", "demo/v1/payments/pay")]
        {
            page.press("/").await?;
            page.find("#find:focus").await?;
            page.eval("void document.getElementById('find').select()").await?;
            page.press(typed).await?;
            page.see("#list div:first-child h2", "Exact name").await?;
            page.see("#list li:first-child a", address).await?;
            page.press(ENTER).await?;
            page.see(".side [aria-current=page]", address).await?;
            page.see("h1", address.rsplit('/').next().expect("a name")).await?;
            assert_eq!(page.eval("location.hash").await?, format!("#{address}"));
        }
        // What only mentions the name stands below.
        page.find("#list div:nth-child(2) a").await.map(|_| ())
    })
    .await;
}

/// Of three hundred endpoints, those that are looked at are open, and what was opened by hand still is after a reload.
#[tokio::test]
async fn the_list_folds_and_search_opens_it() {
    with_page(shipped(), |page| async move {
        let shown = "[...document.querySelectorAll('#list a')].filter((e) => e.checkVisibility()).length";
        page.open("").await?;
        assert_eq!(page.eval(shown).await?, 0, "nothing is looked at");
        page.open(PAY).await?;
        page.see(".side [aria-current=page]", "pay").await?;
        let few = page.eval(shown).await?;
        assert!(few.as_u64() >= Some(10) && few.as_u64() < Some(30), "{few}: one API is open");

        // The groups of a large API fold, too.
        let group = "details[data-fold='antom/v1/payments']";
        page.click("details[data-fold=antom] > summary").await?;
        page.see(&format!("{group} > summary"), "payments").await?;
        assert_eq!(page.eval(shown).await?, few, "its groups are closed");
        page.click(&format!("{group} > summary")).await?;
        page.see(&format!("{group} a"), "createPaymentSession").await?;
        page.picture("explorer-list").await?;
        page.open(PAY).await?;
        page.see(&format!("{group} a"), "createPaymentSession").await?;
        page.click("details[data-fold=antom] > summary").await?;
        page.open(PAY).await?;
        assert_eq!(page.eval(shown).await?, few, "it was closed by hand");

        // What a search finds is open, and folded again without it; the address opens its own place.
        page.press("/").await?;
        page.press("createVaultingSes").await?;
        page.see("details[data-fold='antom/v1/vaults'] a", "createVaultingSession").await?.click().await?;
        page.see("h1", "createVaultingSession").await?;
        page.open("antom/v1/vaults/createVaultingSession").await?;
        page.see("details[data-fold='antom/v1/vaults'] [aria-current=page]", "createVaultingSession").await?;
        let claro = "details[data-fold=claro]:not([open])";
        page.find(claro).await.map(|_| ())
    })
    .await;
}

#[tokio::test]
async fn the_reference_is_searched_from_disk() {
    let folder = tempfile::tempdir().expect("a folder");
    let index = reference(folder.path());
    with_page(shipped(), |page| async move {
        page.prefer("light").await?;
        page.driver.goto(&index).await?;
        page.press("/").await?;
        page.press("EXPIRED_ACCESS_TOKEN claro pay").await?;
        page.see("#told", "found").await?;
        page.see("#hits a", "EXPIRED_ACCESS_TOKEN").await?.click().await?;
        page.see("h1", "pay").await?;
        page.see("li:target", "Get a new token, then send it again.").await?;
        page.driver.goto(&index.replace("index.html", "claro/v1/payments/pay.html")).await?;
        page.resize(1440, 960).await?;
        page.picture("reference").await?;
        page.resize(360, 740).await?;
        let width = page.eval("document.documentElement.scrollWidth").await?;
        assert!(width.as_f64() <= Some(360.0), "{width} wide");
        Ok(())
    })
    .await;
}
