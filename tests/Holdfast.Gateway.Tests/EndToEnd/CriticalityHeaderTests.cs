using Holdfast.Testing.Origins;

namespace Holdfast.Gateway.Tests.EndToEnd;

/// <summary><c>Holdfast-Criticality</c> from hop to hop.</summary>
public sealed class CriticalityHeaderTests
{
    private const string Name = "Holdfast-Criticality";
    private const string Trusting = "trusted-proxies: [ \"127.0.0.0/8\" ]";
    private const string Sheddable = Name + ": sheddable\r\n";

    [Theory]
    [InlineData(false, "", "", null)]
    [InlineData(false, "criticality: critical", "", "critical")]
    [InlineData(false, "", Sheddable, null)]
    [InlineData(false, "criticality: high", Sheddable, "high")]
    [InlineData(true, "", Sheddable, "sheddable")]
    [InlineData(true, "criticality: critical", Sheddable, "sheddable")]
    [InlineData(true, "criticality: critical", "holdfast-criticality: normal\r\n", "normal")]
    [InlineData(true, "", "", null)]
    [InlineData(true, "criticality: high", Name + ": most of all\r\n", "high")]
    [InlineData(true, "", Sheddable + Name + ": critical\r\n", null)]
    public async Task Node_IsTold_WhatThePlanOrATrustedProxySays(bool trusts, string plan, string header, string? told)
    {
        await using var node = RecordingOrigin.Start();
        await using var scene = await Scene.BeforeAsync(node.Url, text => text with { Server = trusts ? Trusting : text.Server, Interface = plan.Length > 0 ? plan : text.Interface });
        await using var client = await scene.ConnectAsync();

        (await client.AskAsync($"GET / HTTP/1.1\r\nHost: a\r\n{header}\r\n", Scene.Cancellation)).Status.ShouldBe(200);

        node.Heads[0].All(Name).ShouldBe(told is null ? [] : [told]);
    }
}
