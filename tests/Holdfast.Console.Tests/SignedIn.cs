using System.Net;
using System.Text.RegularExpressions;
using Holdfast.Control.Access;
using Holdfast.Testing;

namespace Holdfast.Console.Tests;

/// <summary>A browser of somebody's: it has a cookie, and fills the forms that pages give it.</summary>
internal sealed partial class SignedIn(Uri url, string cookie)
{
    private static readonly HttpClient Client = new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false, UseCookies = false });

    public async Task<string> GetAsync(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(url, path));
        request.Headers.Add("Cookie", cookie);
        using var answer = await Client.SendAsync(request).Within($"GET {path}");
        var text = await answer.Content.ReadAsStringAsync();
        answer.StatusCode.ShouldBeOneOf([HttpStatusCode.OK, HttpStatusCode.NotFound], $"{path}: {text}");
        return text;
    }

    /// <summary>Begins to read what does not end by itself.</summary>
    public async Task<HttpResponseMessage> OpenAsync(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(url, path));
        request.Headers.Add("Cookie", cookie);
        return await Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead).Within($"GET {path}");
    }

    /// <summary>Posts a form as the page that has it would.</summary>
    public async Task<HttpResponseMessage> PostAsync(string path, params (string Name, string Value)[] fields) =>
        await PostAsync(path, fields, await FieldAsync(), cookie, ("Sec-Fetch-Site", "same-origin"));

    /// <summary>Posts it as somebody else might.</summary>
    /// <returns>The status of the answer.</returns>
    public async Task<HttpStatusCode> SendAsync(string path, (string Name, string Value)[] fields, string? field = null, string? cookie = null, params (string Name, string Value)[] headers)
    {
        using var answer = await PostAsync(path, fields, field ?? await FieldAsync(), cookie ?? Cookie, headers);
        return answer.StatusCode;
    }

    private string Cookie => cookie;

    private async Task<string> FieldAsync() => Field().Match(await GetAsync("/")).Groups["it"].Value;

    private async Task<HttpResponseMessage> PostAsync(
        string path, (string Name, string Value)[] fields, string field, string shown, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(url, path))
        {
            Content = new FormUrlEncodedContent([.. fields.Select(static one => KeyValuePair.Create(one.Name, one.Value)), KeyValuePair.Create(Antiforgery.FieldName, field)]),
        };
        if (shown.Length > 0) request.Headers.Add("Cookie", shown);
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value).ShouldBeTrue(name);
        return await Client.SendAsync(request).Within($"POST {path}");
    }

    [GeneratedRegex("name=\"holdfast-antiforgery\" value=\"(?<it>[^\"]+)\"", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Field();
}
