using System.Net;
using Holdfast.Core.Principles;
using Holdfast.Gateway.Tests.EndToEnd;
using Holdfast.Testing;
using Holdfast.Testing.Origins;

namespace Holdfast.Gateway.Tests.Protection;

/// <summary>A process that has more to do than it can carry, as callers meet it over real sockets.</summary>
public sealed class ProtectionOverSocketsTests : IAsyncDisposable
{
    private const string Path = "a";

    private readonly RecordingOrigin _node = RecordingOrigin.Start();
    private readonly FullProcess _process = new();

    public ValueTask DisposeAsync() => _node.DisposeAsync();

    [Fact]
    public async Task Process_Full_RefusesSheddableCallsAndNotCriticalOnesAndRecovers()
    {
        await using var scene = await Scene.BeforeAsync(
            _node.Url, static plan => plan with { Sections = ["protect: { user: \"header:X-User\" }"], Interface = "retry: { attempts: 1 }", Server = "trusted-proxies: [ \"127.0.0.0/8\" ]" },
            new GatewayOptions { Seed = 1, Process = _process });
        var client = scene.Client();

        HttpResponseMessage? refused = null;
        var criticalRefused = 0;
        await Eventually.HoldsAsync(
            async () =>
            {
                // Few of the calls are critical: they alone fit.
                using var critical = await AskAsync(client, 0, "critical");
                if (critical.StatusCode != HttpStatusCode.OK) criticalRefused++;
                for (var user = 0; user < 60; user++)
                {
                    var other = await AskAsync(client, user, "sheddable");
                    if (other.StatusCode == HttpStatusCode.ServiceUnavailable && refused is null) refused = other;
                    else other.Dispose();
                }

                return refused is not null;
            },
            "a call is refused");

        criticalRefused.ShouldBe(0);
        var problem = await Problems.ShouldBeProblemAsync(refused!, 503, "everything");
        problem.GetProperty("decision").GetString().ShouldBe("process-overload");
        problem.GetProperty("rule").GetString().ShouldBe("protect");
        problem.GetProperty("type").GetString().ShouldBe("urn:holdfast:error:HF4070");
        refused!.Headers.GetValues("Retry-After").ShouldHaveSingleItem();
        refused.Dispose();
        State(scene).ShouldBe("overloaded");

        _process.Recover();
        await Eventually.HoldsAsync(() => State(scene) == "calm", "all are let in again");
        using var after = await AskAsync(client, 1, "sheddable");
        after.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    private static string? State(Scene scene) =>
        (string?)Slices.All.Single(static slice => slice.Id == "protection").Snapshot(scene.Gateway.Server.Runtime.Present!).Tables[0].Rows[0][0];

    private static async Task<HttpResponseMessage> AskAsync(HttpClient client, int user, string criticality)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Path);
        request.Headers.Add("X-User", $"{user}");
        request.Headers.Add("Holdfast-Criticality", criticality);
        return await client.SendAsync(request, Scene.Cancellation);
    }
}
