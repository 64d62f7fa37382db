using Deque.AxeCore.Playwright;
using Holdfast.Testing;
using Holdfast.Testing.Origins;
using Holdfast.Testing.Processes;
using Microsoft.Playwright;

namespace Holdfast.Browser.Tests;

/// <summary>The first minutes of a service behind Holdfast, in a browser: what it is asked for, a plan of that, and traffic under it.</summary>
public sealed class ObservedTests(BrowserStage stage)
{
    private const int BodyBytesSeen = 1_000;
    private const int BodyBytesBeyond = (1 << 20) + 1;

    [Fact]
    public async Task Service_WithoutAPlan_IsObservedDraftedAndPublishedByAClick()
    {
        await using var origin = await KestrelOrigin.StartAsync();
        using var folder = new TemporaryFolder();
        var admin = new Uri($"http://127.0.0.1:{Ports.Free()}");
        using var client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{Ports.Free()}") };
        await using var process = HoldfastProcess.Start(
            ["up", "--to", origin.Http1Url.ToString(), "--listen", client.BaseAddress.Authority, "--admin", admin.Authority, "--data", folder.File("data")]);
        await process.WaitUntilReadyAsync(admin);
        var page = await stage.StrangerAsync(admin);
        await page.GotoAsync((await BrowserStage.LoginLinkAsync(admin)).ToString());
        await page.GetByRole(AriaRole.Link, new() { Name = "Observed" }).ClickAsync();
        (await page.Locator("main").InnerTextAsync()).ShouldContain("No calls yet");

        foreach (var path in new[] { "orders", "users", "api/items" })
            for (var id = 100; id < 110; id++) await GetAsync(client, $"/echo/{path}/{id}");
        for (var upload = 0; upload < 5; upload++) (await UploadAsync(client, BodyBytesSeen)).ShouldBe(200);
        await GetAsync(client, "/wp-login.php");

        // Told live: nobody loads the page again.
        await page.GetByText("/echo/api/items/{id}").WaitForAsync();
        await page.GetByText("never answered well: 1 calls").WaitForAsync();
        await FitsAndReadsAsync(page);
        await Pictures.KeepAsync("observed", await page.ScreenshotAsync());

        await page.GetByRole(AriaRole.Link, new() { Name = "Draft a plan" }).ClickAsync();
        (await page.Locator("main").InnerTextAsync()).ShouldContain("It would have refused 0 of the last 36 calls");
        await FitsAndReadsAsync(page);
        await Pictures.KeepAsync("draft", await page.ScreenshotAsync(new() { FullPage = true }));
        (await UploadAsync(client, BodyBytesBeyond)).ShouldBe(200);
        await page.GetByRole(AriaRole.Button, new() { Name = "Publish" }).ClickAsync();
        await page.WaitForURLAsync("**/plan?slip=*");

        (await page.Locator(".slip").InnerTextAsync()).ShouldContain("revision 1 is live");
        (await UploadAsync(client, BodyBytesBeyond)).ShouldBe(413);
        (await UploadAsync(client, BodyBytesSeen)).ShouldBe(200);
        await page.GotoAsync("/observed?q=upload");
        await page.GetByRole(AriaRole.Link, new() { Name = "/upload" }).ClickAsync();
        await page.WaitForURLAsync("**/i/post-upload");
        await page.Context.CloseAsync();
    }

    private static async Task FitsAndReadsAsync(IPage page)
    {
        (await page.RunAxe()).Violations.Where(static one => one.Impact is "serious" or "critical").Select(static one => $"{one.Id}: {one.Help}").ShouldBeEmpty(page.Url);
        await page.SetViewportSizeAsync(390, 800);
        (await page.EvaluateAsync<int>("document.documentElement.scrollWidth")).ShouldBeLessThanOrEqualTo(390, page.Url);
        await page.SetViewportSizeAsync(1180, 760);
    }

    private static async Task GetAsync(HttpClient client, string path) => (await client.GetAsync(path)).Dispose();

    private static async Task<int> UploadAsync(HttpClient client, int bytes)
    {
        using var body = new ByteArrayContent(Payload.Bytes(bytes));
        using var answer = await client.PostAsync("/upload", body);
        return (int)answer.StatusCode;
    }
}
