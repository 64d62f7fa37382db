using System.Globalization;
using Holdfast.Gateway.Tests.EndToEnd;
using Holdfast.Testing;
using Holdfast.Testing.Clients;
using Holdfast.Testing.Origins;
using Holdfast.Testing.Wire;

namespace Holdfast.Gateway.Tests.Abuse;

/// <summary>Case 23: whatever comes, each request at the node is one that was answered, with one Host and one framing.</summary>
public sealed class SmugglingTests
{
    private const string Before = "GET /before HTTP/1.1\r\nHost: a\r\n\r\n";
    private const string After = "GET /after HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";
    private const string Mark = "X-From-Node";
    private const int AnswersMax = 10;

    private static CancellationToken Cancellation => Scene.Cancellation;

    public static TheoryData<int, bool> Cases =>
        [.. SmugglingCorpus.All.SelectMany(static (_, index) => new[] { new TheoryDataRow<int, bool>(index, true), new TheoryDataRow<int, bool>(index, false) })];

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Request_OfTwoMeanings_HidesNoOther(int index, bool pipelined)
    {
        var request = SmugglingCorpus.All.ElementAt(index);
        await using var node = RecordingOrigin.Start(OriginAnswers.Status(200, "ok", $"{Mark}: yes\r\n"));
        await using var scene = await Scene.BeforeAsync(node.Url);
        await using var client = await scene.ConnectAsync();

        var answers = await SendAsync(client, request, pipelined);

        var seen = string.Create(CultureInfo.InvariantCulture, $"{request}\n=> {string.Join(", ", answers.Select(one => one.Status))}; at the node:\n{string.Join('\n', node.Heads.Select(head => head.Text))}");
        foreach (var head in node.Heads)
        {
            head.StartLine.ShouldNotContain("smuggled", Case.Insensitive, seen);
            head.All("Host").Count.ShouldBe(1, seen);
            (head.All("Content-Length").Count + head.All("Transfer-Encoding").Count).ShouldBeLessThanOrEqualTo(1, seen);
            head.Text.ShouldNotContain("h2c", Case.Insensitive, seen);
        }

        node.Requests.Count(one => one.Body.End is WireEnd.Complete).ShouldBe(answers.Count(one => one.Head.Has(Mark)), seen);
        answers[0].Status.ShouldBe(200, seen);
        answers.Count.ShouldBeGreaterThan(1, seen);
    }

    [Fact]
    public void Corpus_IsAsLargeAsIsPromised() => SmugglingCorpus.All.Distinct().Count().ShouldBeGreaterThanOrEqualTo(100);

    private static async Task<IReadOnlyList<RawResponse>> SendAsync(RawClient client, string request, bool pipelined)
    {
        if (pipelined)
        {
            await client.SendAsync(Before + request + After, Cancellation);
            return await ReadAllAsync(client);
        }

        var first = await client.AskAsync(Before, Cancellation).Within("the first answer");
        await client.SendAsync(request, Cancellation);
        try
        {
            await client.SendAsync(After, Cancellation);
        }
        catch (Exception cut) when (cut is IOException or System.Net.Sockets.SocketException)
        {
            // Refused already.
        }

        return [first, .. await ReadAllAsync(client)];
    }

    private static async Task<IReadOnlyList<RawResponse>> ReadAllAsync(RawClient client)
    {
        List<RawResponse> answers = [];
        for (var count = 0; count < AnswersMax; count++)
        {
            try
            {
                answers.Add(await client.ReadResponseAsync(Cancellation).Within("an answer, or the end of the connection"));
                if (answers[^1].Body.End is not WireEnd.Complete) return answers;
            }
            catch (Exception end) when (end is IOException)
            {
                return answers;
            }
        }

        return answers;
    }
}
