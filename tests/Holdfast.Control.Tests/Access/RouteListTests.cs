using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Holdfast.Control.Access;
using Holdfast.Control.Access.Oidc;
using Holdfast.Control.Admin;
using Holdfast.Control.Tests.Admin;
using Holdfast.Testing;
using Holdfast.Testing.Processes;
using Microsoft.AspNetCore.Routing;

namespace Holdfast.Control.Tests.Access;

/// <summary>docs/access.md says of every route who may ask it, and so it is.</summary>
public sealed partial class RouteListTests
{
    private static readonly Dictionary<string, string> List = Row()
        .Matches(File.ReadAllText(Path.Combine(Installation.Root, "docs", "access.md")))
        .ToDictionary(static row => $"{row.Groups["method"].Value} {row.Groups["path"].Value}", static row => row.Groups["role"].Value, StringComparer.Ordinal);

    [Fact]
    public async Task Routes_Each_StandInTheListAndNoOthersDo()
    {
        await using var admin = await AdminHarness.StartAsync();

        // Only where there is a provider; OidcTests asks it.
        List.Keys.Where(static name => name != $"GET {OidcSetup.CallbackPath}").ShouldBe(Routes(admin).Select(static route => route.Name), ignoreOrder: true);
    }

    [Theory]
    [InlineData(null, "HF7000")]
    [InlineData("Bearer", "HF7001")]
    [InlineData("Bearer hft_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "HF7001")]
    [InlineData("Basic YW5uOmFubg==", "HF7001")]
    public async Task Routes_ByNobodyWhoIsKnown_AreAllRefusedButHealth(string? shown, string error)
    {
        await using var admin = await AdminHarness.StartAsync();
        admin.Shown = shown;

        foreach (var route in Routes(admin))
        {
            var (answer, text) = await AskAsync(admin, route);
            if (List[route.Name] == "anybody")
            {
                // Who has no code to sign in with is told so.
                (route.Pattern == SessionRoutes.LoginPath ? text.Contains("HF7005", StringComparison.Ordinal) : answer.IsSuccessStatusCode).ShouldBeTrue(route.Name);
                continue;
            }

            answer.StatusCode.ShouldBe(HttpStatusCode.Unauthorized, route.Name);
            text.ShouldContain(error, customMessage: route.Name);
            answer.Headers.WwwAuthenticate.ToString().ShouldBe("Bearer realm=\"holdfast\"");
        }
    }

    [Theory]
    [InlineData(Role.Viewer)]
    [InlineData(Role.Operator)]
    [InlineData(Role.Admin)]
    public async Task Routes_ByARole_AreRefusedWhereTheListSaysSoAndNowhereElse(Role role)
    {
        await using var admin = await AdminHarness.StartAsync();
        admin.Shown = $"Bearer {await admin.TokenAsync(role)}";

        foreach (var route in Routes(admin))
        {
            var (answer, text) = await AskAsync(admin, route);
            var needed = Enum.TryParse<Role>(List[route.Name], ignoreCase: true, out var listed) ? listed : Role.Viewer;
            // Forms are for browsers that are signed in.
            if (route.Pattern == "/logout") text.ShouldContain("HF7004");
            else if (route.Pattern == SessionRoutes.LoginPath) text.ShouldContain("HF7005");
            else (answer.StatusCode == HttpStatusCode.Forbidden && text.Contains("HF7002", StringComparison.Ordinal)).ShouldBe(role < needed, $"{route.Name}: {text}");
            if (List[route.Name] != "anybody") answer.StatusCode.ShouldNotBe(HttpStatusCode.Unauthorized, route.Name);
        }
    }

    [Fact]
    public async Task Metrics_WhereTheyAreOpen_WantNoToken()
    {
        await using var admin = await AdminHarness.StartAsync(openMetrics: true);
        admin.Shown = null;

        (await admin.AskAsync("/metrics")).Answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await admin.AskAsync("/api/status")).Answer.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Theory]
    [InlineData("GET", "/app.js")]
    [InlineData("POST", "/nowhere")]
    [InlineData("DELETE", "/api/status")]
    [InlineData("OPTIONS", "/api/status")]
    public async Task Path_ThatIsNoRoute_IsNotToldToStrangers(string method, string path)
    {
        await using var admin = await AdminHarness.StartAsync();
        admin.Shown = null;

        (await admin.AskAsync(path, method)).Answer.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    /// <summary>What changes something is posted; nothing that pretends to be posted is.</summary>
    [Fact]
    public async Task Routes_ThatChange_AreNotMovedByGet()
    {
        await using var admin = await AdminHarness.StartAsync();
        await admin.TokenAsync(Role.Viewer, "stays");

        foreach (var route in Routes(admin).Where(static route => route.Method == "POST"))
        {
            foreach (var method in new[] { "GET", "HEAD", "PUT", "PATCH", "DELETE" })
            {
                var query = "?_method=POST&by=ann&why=x&service=s&node=127.0.0.1:1002&name=new&role=admin&to=1";
                using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(admin.Url, Fill(route.Pattern) + query));
                request.Headers.TryAddWithoutValidation("Authorization", admin.Shown);
                request.Headers.TryAddWithoutValidation("X-HTTP-Method-Override", "POST");
                request.Headers.TryAddWithoutValidation(CommandGuard.Header, "1");
                using var answer = await admin.Client.SendAsync(request, CancellationToken.None).Within($"{method} {route.Pattern}");
                if (method is not ("GET" or "HEAD")) answer.StatusCode.ShouldBe(HttpStatusCode.MethodNotAllowed, $"{method} {route.Pattern}");
            }
        }

        admin.Runtime.Commands.Switches().ShouldBeEmpty();
        admin.Runtime.Plan!.Versions.SelectMany(static version => version.Nodes).ShouldAllBe(static node => node.State.IsUsable);
        admin.Access.Tokens.Good().ShouldHaveSingleItem().Name.ShouldBe("stays");
        (await admin.Access.Audit.Trail.PageAsync(null, 10, TestContext.Current.CancellationToken)).ShouldHaveSingleItem().Action.ShouldBe("token.create");
    }

    /// <summary>Whatever is posted, by whoever may: not from another site, and not without the header that no form of another site has.</summary>
    [Theory]
    [InlineData("Origin", "https://evil.example", true)]
    [InlineData("Sec-Fetch-Site", "cross-site", true)]
    [InlineData("Sec-Fetch-Site", "same-origin", false)]
    public async Task Routes_ThatChange_FromAnotherSite_AreRefused(string header, string value, bool isMeant)
    {
        await using var admin = await AdminHarness.StartAsync();

        foreach (var route in Routes(admin).Where(static route => route.Method == "POST"))
        {
            (string, string)[] headers = isMeant ? [(header, value), (CommandGuard.Header, "1")] : [(header, value)];
            var (answer, text) = await admin.PostAsync(Fill(route.Pattern), new StringContent("{}", Encoding.UTF8, "application/json"), headers);
            answer.StatusCode.ShouldBe(HttpStatusCode.Forbidden, $"{route.Name}: {text}");
        }
    }

    /// <summary>Who may change some interfaces alone: what looks itself whether it stays within them is open to him, and nothing else that changes something.</summary>
    [Fact]
    public async Task Routes_ThatChange_ByWhoMayChangeOneInterface_AreThoseThatLookThemselves()
    {
        await using var admin = await AdminHarness.StartAsync();
        admin.Shown = $"Bearer {await admin.TokenAsync(Role.Admin, "somebody", "i")}";
        var closed = new List<string>();

        foreach (var route in Routes(admin).Where(static route => route.Method == "POST" && route.Pattern != "/logout"))
            if ((await AskAsync(admin, route)).Text.Contains("and this is about more", StringComparison.Ordinal)) closed.Add(route.Pattern);

        closed.ShouldBe(["/api/tokens", "/api/tokens/{number:long}/revoke"], ignoreOrder: true);
    }

    private static IEnumerable<(string Name, string Method, string Pattern)> Routes(AdminHarness admin) =>
        from route in admin.Routes
        let methods = route.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["GET"]
        from method in methods.Where(static method => method != "HEAD").DefaultIfEmpty("GET")
        let pattern = $"/{route.RoutePattern.RawText!.TrimStart('/')}"
        select ($"{method} {pattern}", method, pattern);

    private static Task<(HttpResponseMessage Answer, string Text)> AskAsync(AdminHarness admin, (string Name, string Method, string Pattern) route)
    {
        var path = Fill(route.Pattern);
        return route.Method == "GET" ? admin.AskAsync(path) : admin.PostAsync(path, new StringContent("{}", Encoding.UTF8, "application/json"), (CommandGuard.Header, "1"));
    }

    private static string Fill(string pattern) => Parameter().Replace(pattern, static one => one.Groups["name"].Value switch
    {
        "id" => "failover",
        "name" => "drain",
        "number" => "1",
        "traceId" => "0123456789abcdef0123456789abcdef",
        _ => "nothing",
    });

    [GeneratedRegex(@"^\| (?<method>[A-Z]+) \| `(?<path>[^`]+)` \| (?<role>\w+) \|", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Row();

    [GeneratedRegex(@"\{\**(?<name>\w+)[^}]*\}", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Parameter();
}
