using Holdfast.Gateway.Forwarding;

namespace Holdfast.Gateway.Tests.Forwarding;

public sealed class PieceSizeTests
{
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(20);

    [Fact]
    public void Bytes_OfAnAnswer_AreFewWhereItMayStallAndManyBeforeAndAfter()
    {
        var pieces = default(PieceSize);
        List<(int From, int Bytes)> seen = [(0, pieces.Bytes)];
        for (var taken = 0; taken < 2 * PieceSize.TrustedAfterBytes;)
        {
            pieces.Took(PieceSize.LeastBytes, Short);
            taken += PieceSize.LeastBytes;
            if (pieces.Bytes != seen[^1].Bytes) seen.Add((taken, pieces.Bytes));
        }

        seen.ShouldBe([(0, PieceSize.MostBytes), (PieceSize.BeginningBytes, PieceSize.LeastBytes), (PieceSize.TrustedAfterBytes, PieceSize.MostBytes)]);
    }

    [Fact]
    public void Bytes_ClientLetsUsWait_AreFewUntilItHasCaughtUp()
    {
        var pieces = default(PieceSize);
        pieces.Took(10 * PieceSize.TrustedAfterBytes, Short);

        pieces.Took(PieceSize.MostBytes, PieceSize.LongWait);

        pieces.Bytes.ShouldBe(PieceSize.LeastBytes);
        pieces.Took(PieceSize.TrustedAfterBytes - PieceSize.BeginningBytes, Short);
        pieces.Bytes.ShouldBe(PieceSize.MostBytes);
    }
}
