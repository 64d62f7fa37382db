using Holdfast.Testing;
using Microsoft.Playwright;

namespace Holdfast.Browser.Tests;

/// <summary>The pictures in the docs: taken of the console as it is.</summary>
public sealed class PictureTests(BrowserStage stage)
{
    [Theory]
    [InlineData("now", "/", ColorScheme.Light)]
    [InlineData("interfaces", "/i", ColorScheme.Light)]
    [InlineData("interface", "/i/orders", ColorScheme.Dark)]
    [InlineData("switch", "/principles/degradation/off?a.interface=search&a.for=30m", ColorScheme.Light)]
    [InlineData("plan", "/plan", ColorScheme.Light)]
    [InlineData("degradation", "/degradation/big-sale", ColorScheme.Light)]
    [InlineData("layers", "/i/search/layers", ColorScheme.Dark)]
    [InlineData("stop", "/stop", ColorScheme.Light)]
    [InlineData("access", "/access", ColorScheme.Light)]
    public async Task Picture_OfAPage_IsInTheDocs(string name, string path, ColorScheme scheme)
    {
        var page = await stage.PageAsync(new() { ColorScheme = scheme, ViewportSize = new() { Width = 1180, Height = 760 } });
        await page.GotoAsync(path);
        if (name is "now" or "interfaces") await page.Locator("tbody .spark").First.WaitForAsync();
        if (name == "interface")
        {
            await Eventually.HoldsAsync(async () =>
            {
                if (await page.Locator(".chart canvas").CountAsync() == 2) return true;
                await page.ReloadAsync();
                return false;
            }, "two charts");
        }

        var picture = await page.ScreenshotAsync();
        await page.Context.CloseAsync();

        await Pictures.KeepAsync(name, picture);
    }
}
