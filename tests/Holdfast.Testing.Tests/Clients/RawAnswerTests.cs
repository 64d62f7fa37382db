using System.Text;
using Holdfast.Testing.Clients;

namespace Holdfast.Testing.Tests.Clients;

public sealed class RawAnswerTests
{
    private const string Refusal = "HTTP/1.1 503 Service Unavailable\r\ncontent-type: text/plain\r\nContent-Length: 5\r\nConnection: close\r\n\r\nabcde";

    [Fact]
    public void Answer_InPiecesOfAnySize_IsReadTheSame()
    {
        for (var size = 1; size <= Refusal.Length; size++)
        {
            var answer = Read(Refusal + "HTTP/1.1 200", size, out var rest);

            (answer.Status, answer.Length, answer.Closes, answer.IsWhole).ShouldBe((503, 5, true, true), $"{size} at a time");
            "HTTP/1.1 200".ShouldStartWith(rest);
        }
    }

    [Fact]
    public void Answer_WithoutItsLastByte_IsNotWhole() => Read(Refusal[..^1], 7, out _).IsWhole.ShouldBeFalse();

    [Fact]
    public void Answer_WithoutALength_SaysSo() =>
        Read("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", 9, out _).ShouldSatisfyAllConditions(
            static answer => answer.Length.ShouldBe(-1), static answer => answer.Closes.ShouldBeTrue());

    private static RawAnswer Read(string text, int pieces, out string rest)
    {
        var (answer, unread, at) = (default(RawAnswer), new List<byte>(), 0);
        while (!answer.IsWhole && at < text.Length)
        {
            var piece = text[at..Math.Min(text.Length, at + pieces)];
            at += piece.Length;
            unread.AddRange(Encoding.ASCII.GetBytes(piece));
            unread.RemoveRange(0, answer.Take([.. unread]));
        }

        rest = Encoding.ASCII.GetString([.. unread]);
        return answer;
    }
}
