using Holdfast.Gateway.Front;

namespace Holdfast.Gateway.Tests.Front;

public sealed class MessageScanTests
{
    [Fact]
    public void Read_NothingYet_IsBetween() => new MessageScan().IsBetween.ShouldBeTrue();

    /// <summary>However the bytes are cut into pieces.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(7)]
    [InlineData(1_000)]
    public void Read_Messages_IsBetweenThemAlone(int piece)
    {
        byte[] bytes = [.. Message(3), .. Message(0), .. Message(300)];
        int[] ends = [8, 13, 318];
        var scan = new MessageScan();

        for (var at = 0; at < bytes.Length; at += piece)
        {
            var end = Math.Min(bytes.Length, at + piece);
            var before = at;

            scan.Read(bytes.AsSpan(at..end)).ShouldBe(ends.Any(one => one > before && one <= end), $"{at}");

            scan.IsBetween.ShouldBe(ends.Contains(end), $"{at}");
        }
    }

    [Fact]
    public void Read_LengthOfFourGigabytes_IsNoSmallOne()
    {
        var scan = new MessageScan();

        scan.Read([0, 255, 255, 255, 255, 1, 2, 3]).ShouldBeFalse();

        scan.IsBetween.ShouldBeFalse();
    }

    private static byte[] Message(int bytes) => [0, 0, 0, (byte)(bytes >> 8), (byte)bytes, .. new byte[bytes]];
}
