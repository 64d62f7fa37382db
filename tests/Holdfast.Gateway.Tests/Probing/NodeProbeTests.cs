using System.Net;
using System.Net.Sockets;
using Holdfast.Core.Pipeline.Model;
using Holdfast.Core.Plan.Fields;
using Holdfast.Core.Principles.Balancing.Probing;
using Holdfast.Gateway.Probing;
using Holdfast.Gateway.Tests.EndToEnd;
using Holdfast.Testing;
using Holdfast.Testing.Origins;
using Holdfast.Testing.Origins.Grpc;

namespace Holdfast.Gateway.Tests.Probing;

/// <summary>Each kind of probe over real sockets.</summary>
public sealed class NodeProbeTests
{
    [Theory]
    [InlineData(200, null, null)]
    [InlineData(204, null, null)]
    [InlineData(401, null, "status 401")]
    [InlineData(401, "200-299,401", null)]
    [InlineData(200, "401", "status 200")]
    [InlineData(503, "200-299, 500-502", "status 503")]
    public async Task Http_Status_IsComparedWithWhatIsExpected(int status, string? expect, string? fault)
    {
        await using var node = RecordingOrigin.Start(OriginAnswers.Status(status));
        (await AskAsync(node.Url, new ProbePlan { Path = "/h", Expect = StatusRanges.TryParse(expect ?? "200-299")! })).ShouldBe(fault);
    }

    [Theory]
    [InlineData("warm", null, null)]
    [InlineData("WARM", null, "the answer lacks the text of 'contains'")]
    [InlineData(null, "\"state\": ?\"(warm|hot)\"", null)]
    [InlineData(null, "^warm$", "the answer does not match 'matches'")]
    public async Task Http_Body_IsLookedInto(string? contains, string? matches, string? fault)
    {
        await using var node = RecordingOrigin.Start(OriginAnswers.Status(200, "{\"state\": \"warm\"}"));
        (await AskAsync(node.Url, new ProbePlan { Path = "/h", Contains = contains, Matches = matches })).ShouldBe(fault);
    }

    [Fact]
    public async Task Http_BodyBeyondWhatIsRead_DoesNotCount()
    {
        await using var node = RecordingOrigin.Start(OriginAnswers.Status(200, new string('x', ProbeBody.BytesMax) + "late"));
        (await AskAsync(node.Url, new ProbePlan { Path = "/h", Contains = "late" })).ShouldBe("the answer lacks the text of 'contains'");
        (await AskAsync(node.Url, new ProbePlan { Path = "/h", Contains = "xxx" })).ShouldBeNull();
    }

    [Fact]
    public async Task Http_MethodHostAndHeaders_AreSent()
    {
        await using var node = RecordingOrigin.Start(OriginAnswers.Raw("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n"));
        var plan = new ProbePlan
        {
            Path = "/h?deep=1", Method = "HEAD", Host = "shop.example.com",
            Headers = new Dictionary<string, string> { ["X-Probe"] = "yes", ["User-Agent"] = "mine" },
        };

        (await AskAsync(node.Url, plan)).ShouldBeNull();

        var head = node.Heads.ShouldHaveSingleItem();
        head.StartLine.ShouldBe("HEAD /h?deep=1 HTTP/1.1");
        head.All("Host").ShouldBe(["shop.example.com"]);
        head.All("X-Probe").ShouldBe(["yes"]);
        head.All("User-Agent").ShouldBe(["mine"]);
    }

    [Theory]
    [InlineData("", HealthCheckResponse.Types.ServingStatus.Serving, null)]
    [InlineData("", HealthCheckResponse.Types.ServingStatus.NotServing, "NOT_SERVING")]
    [InlineData("", HealthCheckResponse.Types.ServingStatus.Unknown, "UNKNOWN")]
    [InlineData("shop.Catalogue", HealthCheckResponse.Types.ServingStatus.Serving, null)]
    [InlineData("shop.Catalogue", HealthCheckResponse.Types.ServingStatus.NotServing, "NOT_SERVING")]
    public async Task Grpc_WhatTheServiceSays_Counts(string service, HealthCheckResponse.Types.ServingStatus said, string? fault)
    {
        await using var origin = await KestrelOrigin.StartAsync();
        origin.Health[service] = said;
        var plan = new ProbePlan { Kind = ProbeKind.Grpc, Service = service.Length == 0 ? null : service };

        (await AskAsync(origin.Http2Url, plan)).ShouldBe(fault);
    }

    [Fact]
    public async Task Grpc_ServiceNotKnown_Fails()
    {
        await using var origin = await KestrelOrigin.StartAsync();
        (await AskAsync(origin.Http2Url, new ProbePlan { Kind = ProbeKind.Grpc, Service = "other" })).ShouldBe("gRPC status 5");
    }

    [Fact]
    public async Task Tcp_Listening_PassesWithoutAWordAndRefusingFails()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var url = new Uri($"http://{listener.LocalEndpoint}");
        (await AskAsync(url, ProbePlan.Connect)).ShouldBeNull();
        listener.Stop();

        (await AskAsync(url, ProbePlan.Connect)).ShouldBe("Connection refused");
    }

    private static async Task<string?> AskAsync(Uri url, ProbePlan plan)
    {
        await using var scene = await Scene.BeforeAsync(url);
        var service = scene.Gateway.Server.Runtime.Plan!.Services.Values.ShouldHaveSingleItem();
        return await new NodeProbe([]).ProbeAsync(service, service.Live.Nodes.ShouldHaveSingleItem(), plan, Scene.Cancellation)
            .AsTask().Within("the probe ends");
    }
}
