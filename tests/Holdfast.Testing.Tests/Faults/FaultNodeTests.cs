using System.Net;
using System.Net.Sockets;
using Holdfast.Testing.Clients;
using Holdfast.Testing.Faults;
using Holdfast.Testing.Wire;

namespace Holdfast.Testing.Tests.Faults;

/// <summary>The sick node does what the fault matrix says of it: otherwise that would show nothing.</summary>
public sealed class FaultNodeTests : IAsyncLifetime
{
    private const string Get = "GET /things HTTP/1.1\r\nHost: a\r\nX-Request-Id: one\r\n\r\n";

    private readonly TemporaryFolder _folder = new();
    private FaultNode _node = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _node = new FaultNode("n1", _folder.Path);
        await _node.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _node.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Healthy_Request_IsAnsweredWholeAndWrittenDown()
    {
        var answer = await AskAsync();

        (answer.Status, answer.IsWhole, answer.Body.Length).ShouldBe((200, true, NodeAnswer.BodyLength));
        answer.Head.One(NodeAnswer.Node).ShouldBe("n1");
        _node.Requests.ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            request => request.Id.ShouldBe("one"),
            request => request.Method.ShouldBe("GET"),
            request => request.Path.ShouldBe("/things"));
    }

    [Fact]
    public async Task Status_OfAll_IsWhatIsAnsweredUntilHealed()
    {
        await _node.SickenAsync(new NodeSickness(NodeSicknessKind.Status, Status: 500));
        (await AskAsync()).Status.ShouldBe(500);

        await _node.HealAsync();
        (await AskAsync()).Status.ShouldBe(200);
    }

    [Fact]
    public async Task Status_OfHalf_SpoilsAboutHalf()
    {
        await _node.SickenAsync(new NodeSickness(NodeSicknessKind.Status, Share: 0.5));
        await using var client = await RawClient.ConnectAsync(_node.Url, Cancellation);
        var spoiled = 0;
        for (var i = 0; i < 200; i++)
            if ((await client.AskAsync(Get, Cancellation)).Status == 503) spoiled++;

        spoiled.ShouldBeInRange(70, 130);
    }

    [Theory]
    [InlineData("Content-Length")]
    [InlineData("Transfer-Encoding")]
    public async Task Break_BothFramings_EndMidway(string framing)
    {
        await _node.SickenAsync(new NodeSickness(NodeSicknessKind.Break));

        RawResponse[] answers = [await AskAsync(), await AskAsync()];

        var answer = answers.Single(answer => answer.Head.Has(framing));
        (answer.Status, answer.IsWhole, answer.Body.Length).ShouldBe((200, false, NodeAnswer.BodyLength / 2));
    }

    [Fact]
    public async Task Reset_Request_IsReadAndTheConnectionReset()
    {
        await _node.SickenAsync(new NodeSickness(NodeSicknessKind.Reset));
        await using var client = await RawClient.ConnectAsync(_node.Url, Cancellation);

        var fault = await Should.ThrowAsync<IOException>(() => client.AskAsync(Get, Cancellation));

        fault.InnerException.ShouldBeOfType<SocketException>().SocketErrorCode.ShouldBe(SocketError.ConnectionReset);
        _node.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Hang_Request_IsNotAnsweredAndCutWhenHealed()
    {
        await _node.SickenAsync(new NodeSickness(NodeSicknessKind.Hang));
        await using var client = await RawClient.ConnectAsync(_node.Url, Cancellation);
        await client.SendAsync(Get, Cancellation);
        await Eventually.HoldsAsync(() => _node.Requests.Count == 1, "the request at the node");
        var closing = client.WaitForCloseAsync(Cancellation);
        closing.IsCompleted.ShouldBeFalse();

        await _node.HealAsync();

        await closing.Within("the hung connection to end");
    }

    [Fact]
    public async Task Frozen_Node_AnswersOnceItIsThawed()
    {
        _node.Freeze();
        var asking = AskAsync();
        asking.IsCompleted.ShouldBeFalse();

        _node.Thaw();

        (await asking.Within("the answer of a thawed node")).Status.ShouldBe(200);
    }

    [Fact]
    public async Task Killed_Node_RefusesAndStartsAgainWithItsRecord()
    {
        await AskAsync();

        await _node.KillAsync();
        await Should.ThrowAsync<SocketException>(AskAsync);
        await _node.StartAsync();

        (await AskAsync()).Status.ShouldBe((int)HttpStatusCode.OK);
        _node.Requests.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Restarted_Node_AnswersAtTheSameAddress()
    {
        await _node.RestartAsync();

        (await AskAsync()).Status.ShouldBe(200);
    }

    private async Task<RawResponse> AskAsync()
    {
        await using var client = await RawClient.ConnectAsync(_node.Url, Cancellation);
        return await client.AskAsync(Get, Cancellation);
    }
}
