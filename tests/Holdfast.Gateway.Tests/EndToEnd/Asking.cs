using System.Net.Http.Json;
using Holdfast.Testing.Origins;

namespace Holdfast.Gateway.Tests.EndToEnd;

/// <summary>What tests ask over and over.</summary>
internal static class Asking
{
    /// <summary>Asks <c>/echo</c> and reads what the node saw; fails unless the answer is 200.</summary>
    public static async Task<EchoedRequest> EchoAsync(
        this HttpClient client, string target = "/echo", Action<HttpRequestMessage>? change = null)
    {
        using var request = client.Request(HttpMethod.Get, target);
        change?.Invoke(request);
        using var answer = await client.SendAsync(request, Scene.Cancellation);
        ((int)answer.StatusCode).ShouldBe(200, await answer.Content.ReadAsStringAsync(Scene.Cancellation));
        return (await answer.Content.ReadFromJsonAsync<EchoedRequest>(Scene.Cancellation)).ShouldNotBeNull();
    }

    /// <summary>A request of the client's own version.</summary>
    public static HttpRequestMessage Request(this HttpClient client, HttpMethod method, string target) =>
        new(method, new Uri(client.BaseAddress!, target))
        {
            Version = client.DefaultRequestVersion,
            VersionPolicy = client.DefaultVersionPolicy,
        };
}
