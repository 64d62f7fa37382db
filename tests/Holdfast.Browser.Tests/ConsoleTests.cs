using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Holdfast.Testing;
using Microsoft.Playwright;

namespace Holdfast.Browser.Tests;

/// <summary>The console in a browser, as somebody uses it.</summary>
public sealed class ConsoleTests(BrowserStage stage)
{
    public static TheoryData<string> Paths => ["/", "/i", "/i/orders", "/services", "/services?view=nodes", "/switches", "/degradation/big-sale", "/stop", "/i/orders/layers", "/plan", "/plan/edit", "/plan/stage", "/plan/waiting", "/why", "/log", "/access", "/access/record", "/access/token", "/principles", "/principles/degradation", "/principles/degradation/off?a.interface=quiet"];

    [Fact]
    public async Task SignIn_ByTheLink_LetsOneBrowserInOnce()
    {
        var stranger = await stage.StrangerAsync();
        (await stranger.GotoAsync("/"))!.Status.ShouldBe(401);
        var link = (await stage.LoginLinkAsync()).ToString();
        await stranger.GotoAsync(link);
        await stranger.WaitForURLAsync(stage.Admin.ToString());
        (await stranger.TitleAsync()).ShouldBe("Now · Holdfast");

        var another = await stage.StrangerAsync();
        await another.GotoAsync(link);
        (await another.GotoAsync("/"))!.Status.ShouldBe(401);
    }

    [Fact]
    public async Task Numbers_OnNow_MoveByThemselves()
    {
        var page = await stage.PageAsync();
        await page.GotoAsync("/");
        // All of it: ages that are over a minute change once a minute, and one number may well stay what it is.
        var all = page.Locator("main");
        var before = await all.InnerTextAsync();

        await Eventually.HoldsAsync(async () => await all.InnerTextAsync() != before, "the page to change without being loaded again");
        (await page.Locator("[data-live-word]").InnerTextAsync()).ShouldStartWith("updated");
        (await page.Locator("[data-live=tiles] b").First.InnerTextAsync()).ShouldNotBe("0");
        (await page.Locator(".troubles").InnerTextAsync()).ShouldContain("coupons");
    }

    [Fact]
    public async Task Switch_SetAndTakenBack_IsObeyedByTraffic()
    {
        var page = await stage.PageAsync();
        await page.GotoAsync("/i/search");
        await page.GetByRole(AriaRole.Link, new() { Name = "off", Exact = true }).ClickAsync();
        (await page.Locator(".confirm").InnerTextAsync()).ShouldContain("calls/s now");
        (await page.Locator(".cli code").InnerTextAsync()).ShouldStartWith("holdfast switch set search --off");
        await page.GetByLabel("What for").FillAsync("a test of the console");
        await page.GetByRole(AriaRole.Button, new() { Name = "Do it: off" }).ClickAsync();

        await page.WaitForURLAsync("**/switches?slip=*");
        (await page.Locator(".strip").InnerTextAsync()).ShouldContain("interfaces.search");
        (await stage.StatusAsync("/echo/search")).ShouldBe(503);

        await page.GetByRole(AriaRole.Link, new() { Name = "take back" }).First.ClickAsync();
        await page.GetByLabel("What for").FillAsync("it was a test");
        await page.GetByRole(AriaRole.Button, new() { Name = "Do it: clear" }).ClickAsync();
        await page.WaitForURLAsync("**/switches?slip=*");
        (await stage.StatusAsync("/echo/search")).ShouldBe(200);
    }

    [Fact]
    public async Task Plan_EditedCheckedPublishedAndRolledBack_IsCarriedOut()
    {
        var page = await stage.PageAsync();
        await page.GotoAsync("/plan/edit");
        var text = page.Locator("textarea");
        var before = await text.InputValueAsync();
        await text.FillAsync(before.Replace("timeout: 2s", "timeout: 2 parsecs"));
        await page.GetByRole(AriaRole.Button, new() { Name = "Check" }).ClickAsync();
        (await page.Locator(".faults").InnerTextAsync()).ShouldContain("interfaces.orders.timeout");

        await page.Locator("textarea").FillAsync(before.Replace("timeout: 2s", "timeout: 3s"));
        await page.GetByRole(AriaRole.Button, new() { Name = "Check" }).ClickAsync();
        (await page.Locator(".changes").InnerTextAsync()).ShouldContain("timeout 2s → 3s");
        await page.GetByLabel("What for").FillAsync("more time");
        await page.GetByRole(AriaRole.Button, new() { Name = "Publish" }).ClickAsync();
        await page.WaitForURLAsync("**/plan?slip=*");
        (await page.Locator(".slip").InnerTextAsync()).ShouldContain("timeout 2s → 3s");

        await page.GetByRole(AriaRole.Link, new() { Name = "back to it" }).First.ClickAsync();
        await page.GetByLabel("What for").FillAsync("less again");
        await page.GetByRole(AriaRole.Button, new() { Name = "Back to revision 1" }).ClickAsync();
        await page.WaitForURLAsync("**/plan?slip=*");
        (await page.Locator("h1 + .sub").InnerTextAsync()).ShouldStartWith("1-");
        await page.GotoAsync("/log?state=revision");
        (await page.Locator("tbody").InnerTextAsync()).ShouldContain("less again");
    }

    [Fact]
    public async Task Why_OfACallThatFailed_TellsItsStages()
    {
        var page = await stage.PageAsync();
        await page.GotoAsync("/why");
        await page.Locator("tbody a").First.ClickAsync();

        (await page.Locator("article").First.InnerTextAsync()).ShouldContain("What each stage did");
        (await page.Locator("article table").First.InnerTextAsync()).ShouldContain("balance");
    }

    [Fact]
    public async Task Keys_GoFindStepAndPause_AndChangeNothing()
    {
        var page = await stage.PageAsync();
        await page.GotoAsync("/");
        await page.Keyboard.PressAsync("g");
        await page.Keyboard.PressAsync("i");
        await page.WaitForURLAsync("**/i");
        await page.Keyboard.PressAsync("j");
        await page.Keyboard.PressAsync("j");
        var second = await page.EvaluateAsync<string>("document.activeElement.getAttribute('href')");
        second.ShouldStartWith("/i/");
        await page.Keyboard.PressAsync(" ");
        (await page.Locator("[data-live-word]").InnerTextAsync()).ShouldContain("paused");
        await page.Keyboard.PressAsync("?");
        await Assertions.Expect(page.Locator("#help")).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("Escape");
        await page.Keyboard.PressAsync("/");
        await page.Keyboard.TypeAsync("qui");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync("**/i?q=qui");
        (await page.Locator("tbody tr").CountAsync()).ShouldBe(1);
    }

    [Fact]
    public async Task Chart_PointedAt_IsDrawnWithItsTableBehindIt()
    {
        var page = await stage.PageAsync();
        await page.GotoAsync("/i/orders");
        await Eventually.HoldsAsync(async () =>
        {
            if (await page.Locator(".chart canvas").CountAsync() == 2) return true;
            await page.ReloadAsync();
            return false;
        }, "two charts");

        await page.GetByText("The numbers as a table").ClickAsync();
        (await page.Locator("details tbody tr").CountAsync()).ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task Page_WithoutScript_IsWhole()
    {
        var page = await stage.PageAsync(new() { JavaScriptEnabled = false });
        await page.GotoAsync("/i?sort=name");
        (await page.Locator("tbody tr").CountAsync()).ShouldBe(6);
        await page.GetByRole(AriaRole.Link, new() { Name = "Failed" }).ClickAsync();
        page.Url.ShouldContain("sort=-failed");
        await page.Locator("input[name=q]").Last.FillAsync("orders");
        await page.GetByRole(AriaRole.Button, new() { Name = "Filter" }).ClickAsync();
        (await page.Locator("tbody tr").CountAsync()).ShouldBe(1);
        await page.GetByRole(AriaRole.Link, new() { Name = "dark" }).ClickAsync();
        (await page.Locator("html").GetAttributeAsync("data-theme")).ShouldBe("dark");
    }

    [Fact]
    public async Task Level_PreviewedEnteredAndLeft_IsObeyedByTraffic()
    {
        var page = await stage.PageAsync();
        await page.GotoAsync("/degradation/big-sale");
        await Eventually.HoldsAsync(async () => await page.Locator(".tile b").First.InnerTextAsync() != "0/s", "traffic that level 1 would affect");
        (await page.Locator(".tile").First.InnerTextAsync()).ShouldContain("Level 1 would affect");
        await page.GetByRole(AriaRole.Link, new() { Name = "Enter level 1" }).ClickAsync();
        (await page.Locator(".confirm").InnerTextAsync()).ShouldContain("calls/s now");
        await page.GetByLabel("What for").FillAsync("a sale begins");
        await page.GetByRole(AriaRole.Button, new() { Name = "Do it: enter" }).ClickAsync();
        await page.WaitForURLAsync("**/degradation/big-sale?slip=*");
        (await stage.StatusAsync("/echo/search")).ShouldBe(503);
        // What it costs is measured while it holds, and told live.
        await Eventually.HoldsAsync(async () => (await page.Locator("[data-live=tiles]").InnerTextAsync()).Contains("Calls decided") && await page.Locator(".tile", new() { HasText = "Calls decided" }).Locator("b").InnerTextAsync() != "0", "calls that it decided about");
        await page.GotoAsync("/i/search/layers");
        (await page.Locator("tr.over").InnerTextAsync()).ShouldContain("degradation.big-sale.level-1[0]");

        await page.Locator(".top .stop").ClickAsync();
        (await page.Locator(".stopping").InnerTextAsync()).ShouldContain("degradation.big-sale");
        await page.GetByLabel("What for").FillAsync("the sale is over");
        await page.GetByRole(AriaRole.Button, new() { Name = "Stop what is marked" }).ClickAsync();
        await page.WaitForURLAsync("**/stop?slip=*");
        (await page.Locator(".slip").InnerTextAsync()).ShouldContain("undone");
        (await stage.StatusAsync("/echo/search")).ShouldBe(200);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Editor_TypedInto_CompletesFromTheSchema()
    {
        var page = await stage.PageAsync();
        await page.GotoAsync("/plan/edit");
        var text = page.Locator("textarea");
        await page.RunAndWaitForResponseAsync(() => text.FocusAsync(), "**/plan/schema.json");
        await text.FillAsync("services:\n  shop: {}\ninterfaces:\n  orders:\n    ");
        await text.PressSequentiallyAsync("tim");
        await Assertions.Expect(page.Locator(".offers [aria-selected=true]")).ToContainTextAsync("timeout");
        await text.PressAsync("Enter");
        (await text.InputValueAsync()).ShouldEndWith("    timeout: ");
        await text.PressSequentiallyAsync("2s\n    service: ");
        await text.PressAsync("Control+Space");
        await text.PressAsync("Tab");
        await text.PressSequentiallyAsync("\n    retry: { att");
        await text.PressAsync("Enter");
        (await text.InputValueAsync()).ShouldEndWith("    service: shop\n    retry: { attempts: ");
        (await page.RunAxe()).Violations.Where(static one => one.Impact is "serious" or "critical").Select(static one => one.Id).ShouldBeEmpty();
        await page.Context.CloseAsync();
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public async Task Page_InBothThemesAndNarrow_HasNoSeriousFindingAndFits(string path)
    {
        var page = await stage.SharedAsync("en-GB");
        var faults = new List<string>();
        void Said(object? sender, IConsoleMessage message)
        {
            if (message.Type == "error") faults.Add(message.Text);
        }

        void Threw(object? sender, string error) => faults.Add(error);
        page.Console += Said;
        page.PageError += Threw;
        await page.GotoAsync(path);
        foreach (var scheme in new[] { ColorScheme.Light, ColorScheme.Dark })
        {
            await page.EmulateMediaAsync(new() { ColorScheme = scheme });
            // Between themes colours differ, and nothing else.
            var found = scheme == ColorScheme.Light ? await page.RunAxe() : await page.RunAxe(new AxeRunOptions { RunOnly = new RunOnlyOptions { Type = "rule", Values = ["color-contrast"] } });
            found.Violations.Where(static one => one.Impact is "serious" or "critical")
                .Select(static one => $"{one.Id}: {one.Help} {string.Join(", ", one.Nodes.Select(static node => node.Html))}").ShouldBeEmpty($"{path} {scheme}");
        }

        await page.SetViewportSizeAsync(390, 800);
        (await page.EvaluateAsync<int>("document.documentElement.scrollWidth")).ShouldBeLessThanOrEqualTo(390, path);
        await page.SetViewportSizeAsync(1280, 720);
        page.Console -= Said;
        page.PageError -= Threw;
        faults.ShouldBeEmpty(path);
    }

    [Theory]
    // The browser asks for the language; that every page has it is tested without one.
    [InlineData("/")]
    [InlineData("/i/orders")]
    [InlineData("/plan/edit")]
    public async Task Page_InChinese_SaysWhatItSaysInEnglish(string path)
    {
        var page = await stage.SharedAsync("zh-CN");
        await page.GotoAsync(path);

        (await page.Locator("html").GetAttributeAsync("lang")).ShouldBe("zh");
        (await page.Locator("nav a[aria-current]").First.InnerTextAsync()).ShouldMatch(@"\p{IsCJKUnifiedIdeographs}");
    }
}
