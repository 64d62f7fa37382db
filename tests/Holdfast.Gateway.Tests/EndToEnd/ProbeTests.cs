using Holdfast.Core.Pipeline.State;
using Holdfast.Testing;
using Holdfast.Testing.Origins;

namespace Holdfast.Gateway.Tests.EndToEnd;

/// <summary>Probes over real sockets.</summary>
public sealed class ProbeTests
{
    private const string Probe = "health: { probe: { path: /healthz, every: 2s, timeout: 1900ms } }";

    private static CancellationToken Cancellation => Scene.Cancellation;

    [Fact]
    public async Task Probe_EveryConnectionOfTrafficTaken_DoesNotWaitForOne()
    {
        await using var scene = await Scene.WithOriginAsync((_, plan) => plan with { Service = "connections: 1" });
        var held = scene.Client().GetAsync(new Uri("/gated?gate=held", UriKind.Relative), Cancellation);
        await scene.Origin.Gate("held").WaitForWaitingAsync(1);

        await scene.Gateway.ApplyAsync(scene.Folder, scene.Plan with { Service = $"connections: 1, {Probe}" });

        await Eventually.HoldsAsync(() => Node(scene).WasProbed, "a probe passes while a call holds the only connection");
        scene.Origin.Gate("held").Open();
        using var answer = await held;
        answer.IsSuccessStatusCode.ShouldBeTrue();
    }

    [Fact]
    public async Task Probe_AnsweredWithARedirect_Fails()
    {
        await using var node = RecordingOrigin.Start(OriginAnswers.Status(302));
        await using var scene = await Scene.BeforeAsync(node.Url, static plan => plan with { Service = Probe });

        await Eventually.HoldsAsync(() => !Node(scene).IsUsable, "the node is withheld");

        Node(scene).Availability.Reason.ShouldBe("probe /healthz: status 302");
    }

    private static NodeState Node(Scene scene) =>
        scene.Gateway.Server.Runtime.Plan!.Services.Values.ShouldHaveSingleItem().Live.Nodes.ShouldHaveSingleItem().State;
}
