using Holdfast.Core.Pipeline;

namespace Holdfast.Console.Tests;

/// <summary>Names, reasons and addresses come from elsewhere: on a page they are words, whatever is in them.</summary>
public sealed class EncodingTests
{
    private const string Hostile = "<script>alert(1)</script><!--/live-->\"'&";

    [Theory]
    [InlineData("/")]
    [InlineData("/i/orders")]
    [InlineData("/i/orders/layers")]
    [InlineData("/switches")]
    [InlineData("/stop")]
    [InlineData("/log")]
    [InlineData("/principles/degradation")]
    public async Task Reason_OfASwitch_IsShownAsItIs(string path)
    {
        await using var console = await ConsoleHarness.StartAsync();
        console.Runtime.Commands.Execute(
            "degradation", "off", new Dictionary<string, string> { ["by"] = "ann", ["why"] = Hostile }, new Dictionary<string, string> { ["interface"] = "orders" })
            .Error.ShouldBeNull();
        console.Runtime.Signals.Publish("test", Hostile, Hostile, Hostile);
        console.Runtime.Refuse(Hostile, 1, Hostile);

        var html = await console.PageAsync(path);

        html.ShouldNotContain("<script>alert");
        html.ShouldNotContain("<!--/live-->\"");
        // Not only kept out: it is there to be read.
        html.ShouldContain("&lt;script&gt;alert(1)&lt;/script&gt;");
    }

    [Theory]
    [InlineData("/i?q=%22%3E%3Cscript%3Ealert(1)%3C/script%3E&sort=%22%3E%3Cscript%3E&state=%3Cscript%3E")]
    [InlineData("/services?service=%3Cscript%3Ealert(1)%3C/script%3E")]
    [InlineData("/?x=%22%20onload=%22alert(1)")]
    public async Task Address_WithMarkupInIt_ComesBackEncoded(string path)
    {
        await using var console = await ConsoleHarness.StartAsync();
        var html = await console.PageAsync(path);

        html.ShouldNotContain("<script>");
        html.ShouldNotContain("\" onload=");
    }

    [Fact]
    public async Task Interface_CalledByAnyName_IsEncodedInLinks()
    {
        await using var console = await ConsoleHarness.StartAsync();
        await console.CallAsync("/orders", Outcome.Answered(200));

        (await console.PageAsync("/i")).ShouldContain("href=\"/i/orders\"");
    }
}
