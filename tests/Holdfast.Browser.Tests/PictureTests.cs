using System.Runtime.CompilerServices;
using Holdfast.Testing;
using Microsoft.Playwright;

namespace Holdfast.Browser.Tests;

/// <summary>The pictures in the docs: taken of the console as it is.</summary>
public sealed class PictureTests(BrowserStage stage)
{
    /// <summary>Set: they are put into the docs.</summary>
    private const string Wanted = "HOLDFAST_PICTURES";

    /// <summary>An empty page compresses to less.</summary>
    private const int BytesMin = 15_000;

    private const int BytesMax = 400_000;

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

        picture.Length.ShouldBeInRange(BytesMin, BytesMax);
        var file = Path.Combine(Docs(), $"{name}.png");
        if (Environment.GetEnvironmentVariable(Wanted) is { Length: > 0 })
        {
            Directory.CreateDirectory(Docs());
            await File.WriteAllBytesAsync(file, picture);
        }

        File.Exists(file).ShouldBeTrue(file);
    }

    private static string Docs([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../../docs/pictures"));
}
