using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Holdfast.Control.Access;
using Holdfast.Core.Pipeline;
using Holdfast.WebConsole.Language;
using Holdfast.WebConsole.Pages;

namespace Holdfast.Console.Tests;

/// <summary>What holds of every page, whatever it shows.</summary>
public sealed partial class PagesTests
{
    /// <summary>An address of each page; where it has a name in it, one that the harness has.</summary>
    public static TheoryData<string> Paths => new(PageList.All.Select(static page => Filled(page.Route)));

    [Theory]
    [MemberData(nameof(Paths))]
    public async Task Page_Asked_IsWholeAndBearsItsPolicy(string path)
    {
        await using var console = await ConsoleHarness.StartAsync(withStore: true);
        using var answer = await console.AskAsync(path);
        var html = await answer.Content.ReadAsStringAsync();

        answer.StatusCode.ShouldBe(HttpStatusCode.OK, html);
        answer.Content.Headers.ContentType!.ToString().ShouldBe("text/html; charset=utf-8");
        var policy = answer.Headers.GetValues("Content-Security-Policy").Single();
        policy.ShouldContain("default-src 'none'");
        policy.ShouldNotContain("unsafe");
        answer.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
        html.ShouldStartWith("<!DOCTYPE html>");
        html.ShouldEndWith("</html>");
        html.ShouldContain("class=\"skip\"");
        Inline().Matches(html).Select(static match => match.Value).ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public async Task Page_ByNobodyWhoIsKnown_ShowsNothingButHowToComeIn(string path)
    {
        await using var console = await ConsoleHarness.StartAsync(withStore: true);
        console.Client.DefaultRequestHeaders.Authorization = null;

        foreach (var address in new[] { path, (path == "/" ? "/now" : path) + ".json", "/live" + path })
        {
            var text = await console.PageAsync(address, HttpStatusCode.Unauthorized, ("Accept", "text/html"));
            text.ShouldContain("holdfast login", customMessage: address);
            text.ShouldNotContain("class=\"skip\"", customMessage: address);
        }
    }

    [Fact]
    public async Task Page_ByAViewer_IsShown()
    {
        await using var console = await ConsoleHarness.StartAsync(withStore: true);
        console.Client.DefaultRequestHeaders.Authorization = null;
        using var login = await console.AskAsync(console.Access.Link(new Identity("ann", Role.Viewer, [])).Path);
        var cookie = login.Headers.GetValues("Set-Cookie").Single().Split(';')[0];

        foreach (var page in PageList.All)
            await console.PageAsync(Filled(page.Route), page.Role == Role.Admin ? HttpStatusCode.Forbidden : HttpStatusCode.OK, ("Cookie", cookie));
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public async Task Page_EveryAssetAndLink_Answers(string path)
    {
        await using var console = await ConsoleHarness.StartAsync(withStore: true);
        await console.CallAsync("/orders", Outcome.Answered(503), 3);
        console.Pass(3);
        var html = await console.PageAsync(path);

        var addresses = Address().Matches(html).Select(static match => WebUtility.HtmlDecode(match.Groups["it"].Value)).Where(static it => it.StartsWith('/') && it != "/logout").Distinct().ToArray();
        addresses.ShouldContain(static address => address.EndsWith(".css", StringComparison.Ordinal));
        foreach (var address in addresses)
        {
            using var answer = await console.AskAsync(address);
            answer.StatusCode.ShouldBeOneOf([HttpStatusCode.OK, HttpStatusCode.Redirect], $"{path} refers to {address}");
        }
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public async Task Page_ItsJson_TellsTheSame(string path)
    {
        await using var console = await ConsoleHarness.StartAsync(withStore: true);
        using var answer = await console.AskAsync((path == "/" ? "/now" : path) + ".json");

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/json");
        using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        json.RootElement.EnumerateObject().ShouldNotBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public async Task Page_InChinese_SaysNothingByItsKey(string path)
    {
        await using var console = await ConsoleHarness.StartAsync(withStore: true);
        var html = WebUtility.HtmlDecode(await console.PageAsync(path, headers: ("Cookie", "holdfast-lang=zh")));

        html.ShouldContain("lang=\"zh\"");
        html.ShouldContain("现状");
        // What stands in a plan looks like a key here and there; it is marked as code.
        var words = Markup().Replace(Quoted().Replace(html, " "), " ");
        var beginnings = string.Join('|', Text.English.Keys.Select(static key => key.Split('.')[0]).Where(static beginning => beginning is not ("interfaces" or "services")).Distinct());
        Regex.Matches(words, $@"(?<![\w/.\-])(?:{beginnings})\.[a-z][a-z\-]+(?![\w.\[])", RegexOptions.None, TimeSpan.FromSeconds(1)).Select(static match => match.Value).ShouldBeEmpty(path);
    }

    [Theory]
    [InlineData("/i/nothing")]
    [InlineData("/principles/nothing")]
    [InlineData("/why/nothing")]
    [InlineData("/why/%3Cscript%3E")]
    public async Task Page_OfNothing_SaysSoInTheFrame(string path)
    {
        await using var console = await ConsoleHarness.StartAsync(withStore: true);

        var html = await console.PageAsync(path, HttpStatusCode.NotFound);

        html.ShouldContain("There is nothing here");
        html.ShouldNotContain("<script>");
        await console.PageAsync(path + ".json", HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Settings_AskedByAddress_AreKeptByACookieAndLeaveTheAddress()
    {
        await using var console = await ConsoleHarness.StartAsync(withStore: true);
        using var answer = await console.AskAsync("/i?theme=dark&lang=zh&sort=name&q=o");

        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        answer.Headers.Location!.ToString().ShouldBe("/i?sort=name&q=o");
        var cookies = answer.Headers.GetValues("Set-Cookie").ToArray();
        cookies.ShouldContain(static cookie => cookie.StartsWith("holdfast-theme=dark;", StringComparison.Ordinal));
        cookies.ShouldContain(static cookie => cookie.StartsWith("holdfast-lang=zh;", StringComparison.Ordinal));
        cookies.ShouldAllBe(static cookie => cookie.Contains("samesite=strict") && cookie.Contains("httponly"));
        (await console.PageAsync("/i", headers: ("Cookie", "holdfast-theme=dark"))).ShouldContain("data-theme=\"dark\"");
        (await console.PageAsync("/i", headers: ("Cookie", "holdfast-theme=\"><script>"))).ShouldContain("data-theme=\"auto\"");
    }

    internal static string Filled(string route) => route.Replace("{name}", "orders").Replace("{id}", "degradation").Replace("{command}", "off").Replace("{plan}", "big-sale").Replace("{number:int}", "1").Replace("{trace}", "0123456789abcdef0123456789abcdef");

    [GeneratedRegex("<code[^>]*>[^<]*</code>|<td class=\"[^\"]*name\">[^<]*</td>|<option[^>]*>|<textarea.*?</textarea>|<input[^>]*>", RegexOptions.Singleline, 1_000)]
    private static partial Regex Quoted();

    [GeneratedRegex("<[^>]*>", RegexOptions.None, 1_000)]
    private static partial Regex Markup();

    /// <summary>Script, style or a handler that stands in the page itself.</summary>
    [GeneratedRegex(@"<style|<script(?![^>]*\ssrc=)|\son[a-z]+\s*=|\sstyle\s*=|javascript:", RegexOptions.IgnoreCase, 1_000)]
    private static partial Regex Inline();

    [GeneratedRegex("\\s(?:href|src|action)=\"(?<it>[^\"]*)\"", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Address();
}
