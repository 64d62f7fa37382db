using System.Net;
using System.Text;
using Holdfast.Control.Access;
using Holdfast.Control.Admin;
using Holdfast.Control.Tests.Admin;
using Holdfast.Testing;

namespace Holdfast.Control.Tests.Access;

/// <summary>What a browser does: keeps the cookie it was given, and sends it along.</summary>
internal sealed class Browser(AdminHarness admin)
{
    public string Cookie { get; set; } = "";

    public static async Task<Browser> SignedInAsync(AdminHarness admin, Role role = Role.Admin)
    {
        var browser = new Browser(admin);
        var code = admin.Access.Sessions.MakeCode(new Identity("ann", role, []));
        (await browser.GetAsync($"/login?code={code}")).Answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        browser.Cookie.ShouldNotBeEmpty();
        return browser;
    }

    public Task<(HttpResponseMessage Answer, string Text)> GetAsync(string path, params (string Name, string Value)[] headers) => SendAsync(HttpMethod.Get, path, null, headers);

    public Task<(HttpResponseMessage Answer, string Text)> FormAsync(string path, string? field, params (string Name, string Value)[] headers) => SendAsync(
        HttpMethod.Post, path,
        new FormUrlEncodedContent(field is null ? [] : new Dictionary<string, string>(StringComparer.Ordinal) { [Antiforgery.FieldName] = field }), headers);

    public Task<(HttpResponseMessage Answer, string Text)> JsonAsync(string path, string body, params (string Name, string Value)[] headers) => SendAsync(
        HttpMethod.Post, path, new StringContent(body, Encoding.UTF8, "application/json"), [(CommandGuard.Header, "1"), .. headers]);

    /// <summary>What pages of ours have in them.</summary>
    public string Field => admin.Access.Sessions.Find(Cookie.Split('=')[1])!.Antiforgery;

    public async Task<(HttpResponseMessage Answer, string Text)> SendAsync(HttpMethod method, string path, HttpContent? body, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, new Uri(admin.Url.GetLeftPart(UriPartial.Authority) + path)) { Content = body };
        if (Cookie.Length > 0) request.Headers.Add("Cookie", Cookie);
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value).ShouldBeTrue(name);
        var answer = await admin.Client.SendAsync(request, CancellationToken.None).Within($"{method} {path}");
        if (answer.Headers.TryGetValues("Set-Cookie", out var set)) Cookie = set.Single().Split(';')[0];
        return (answer, await answer.Content.ReadAsStringAsync().Within($"the body of {path}"));
    }
}
