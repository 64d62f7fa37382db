using Holdfast.Core.Pipeline.Keys;

namespace Holdfast.Core.Tests.Pipeline.Keys;

public sealed class SipHashTests
{
    /// <summary>The bytes 0, 1, 2 … under the key 0 … 15, computed by an implementation of its own that gives the paper's value for SipHash-2-4.</summary>
    [Theory]
    [InlineData(0, 0xABAC0158050FC4DC)]
    [InlineData(1, 0xC9F49BF37D57CA93)]
    [InlineData(7, 0xD3927D989BB11140)]
    [InlineData(8, 0x369095118D299A8E)]
    [InlineData(15, 0xD320D86D2A519956)]
    [InlineData(63, 0x9D199062B7BBB3A8)]
    public void Of_KnownBytes_IsTheKnownHash(int length, ulong expected)
    {
        var bytes = Enumerable.Range(0, length).Select(static one => (byte)one).ToArray();

        SipHash.Of(bytes, new HashSeed(0x0706050403020100, 0x0F0E0D0C0B0A0908)).ShouldBe(expected);
    }
}
