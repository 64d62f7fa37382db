using System.Text.Json;

namespace Holdfast.Gateway.Tests.EndToEnd;

/// <summary>What every answer of the gateway's own must say (RFC 9457).</summary>
internal static class Problems
{
    /// <param name="interfaceName">The interface it must name; null: none matched.</param>
    public static async Task<JsonElement> ShouldAnswerAsync(
        HttpClient client, string target, int status, string? interfaceName, Action<HttpRequestMessage>? change = null)
    {
        using var request = client.Request(HttpMethod.Get, target);
        change?.Invoke(request);
        using var answer = await client.SendAsync(request, Scene.Cancellation);
        return await ShouldBeProblemAsync(answer, status, interfaceName);
    }

    public static async Task<JsonElement> ShouldBeProblemAsync(HttpResponseMessage answer, int status, string? interfaceName)
    {
        var text = await answer.Content.ReadAsStringAsync(Scene.Cancellation);
        ((int)answer.StatusCode).ShouldBe(status, text);
        answer.Content.Headers.ContentType?.MediaType.ShouldBe("application/problem+json", text);
        return Check(text, status, interfaceName);
    }

    public static JsonElement Check(string text, int status, string? interfaceName)
    {
        var problem = JsonDocument.Parse(text).RootElement;
        problem.GetProperty("status").GetInt32().ShouldBe(status, text);
        problem.GetProperty("type").GetString().ShouldNotBeNullOrEmpty(text);
        problem.GetProperty("title").GetString().ShouldNotBeNullOrEmpty(text);
        problem.GetProperty("decision").GetString().ShouldNotBeNullOrEmpty(text);
        problem.GetProperty("rule").GetString().ShouldNotBeNullOrEmpty(text);
        problem.GetProperty("revision").ToString().ShouldNotBeNullOrEmpty(text);
        problem.GetProperty("traceId").GetString().ShouldNotBeNull(text).Length.ShouldBe(32, text);
        if (interfaceName is not null)
            problem.GetProperty("interface").GetString().ShouldBe(interfaceName, text);
        return problem;
    }
}
