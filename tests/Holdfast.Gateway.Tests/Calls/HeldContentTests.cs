using Holdfast.Gateway.Calls;
using Holdfast.Testing;
using Microsoft.AspNetCore.Http;

namespace Holdfast.Gateway.Tests.Calls;

public sealed class HeldContentTests
{
    /// <summary>Two thousand clients that announce 64 KB and send nothing must not cost 128 MB.</summary>
    [Theory]
    [InlineData(1, 1)]
    [InlineData(4_096, 4_096)]
    [InlineData(65_536, 100)]
    [InlineData(65_536, 65_536)]
    [InlineData(70_001, 4_095)]
    public async Task Body_SoFar_HasRoomForFourTimesWhatCame(int length, int pieceBytes)
    {
        var pieces = new Pieces(Payload.Bytes(length), pieceBytes);
        var request = new DefaultHttpContext { Request = { Body = pieces, ContentLength = length } }.Request;
        using var end = new CancellationTokenSource();

        var body = await HeldContent.ReadAsync(request, TimeSpan.FromSeconds(1), end, TestContext.Current.CancellationToken);

        body.ShouldBe(Payload.Bytes(length));
        pieces.Offered[0].Room.ShouldBe(Math.Min(length, 4_096));
        foreach (var (came, room) in pieces.Offered) (came + room).ShouldBeLessThanOrEqualTo(Math.Max(4_096, 4 * came), $"after {came} bytes");
    }

    /// <summary>Gives a body in pieces, and notes how much room there was for each.</summary>
    private sealed class Pieces(byte[] body, int bytesMax) : MemoryStream(body)
    {
        public List<(int Came, int Room)> Offered { get; } = [];

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            Offered.Add(((int)Position, buffer.Length));
            return base.ReadAsync(buffer[..Math.Min(buffer.Length, bytesMax)], cancellationToken);
        }
    }
}
