namespace Holdfast.Testing.Tests;

public sealed class PayloadTests
{
    [Fact]
    public void Matches_BytesFilledAtAnyPosition_AreKnown()
    {
        for (long position = 0; position < 200_000; position += 7_919)
        {
            var bytes = new byte[70_000];
            Payload.Fill(position, bytes);

            Payload.Matches(position, bytes).ShouldBeTrue();
            Payload.Matches(position + 1, bytes).ShouldBeFalse();
        }
    }

    [Fact]
    public async Task Verify_OneByteChanged_Throws()
    {
        var bytes = Payload.Bytes(300_000);
        bytes[250_000] ^= 1;

        await Should.ThrowAsync<InvalidDataException>(
            () => Payload.VerifyAsync(new MemoryStream(bytes), CancellationToken.None));
    }

    [Fact]
    public async Task Verify_ContentOfAnySize_IsWholeAndCounted()
    {
        using var content = new PayloadContent(1_000_000);
        await using var stream = await content.ReadAsStreamAsync(TestContext.Current.CancellationToken);

        (await Payload.VerifyAsync(stream, CancellationToken.None)).ShouldBe(1_000_000);
        content.Headers.ContentLength.ShouldBe(1_000_000);
    }
}
