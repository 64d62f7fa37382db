using CsCheck;
using Google.Protobuf;
using Holdfast.Gateway.Probing;
using Holdfast.Testing.Origins.Grpc;

namespace Holdfast.Gateway.Tests.Probing;

/// <summary>Against the messages as a serializer makes and reads them.</summary>
public sealed class HealthMessageTests
{
    private const int HeadBytes = 5;

    [Theory]
    [InlineData("")]
    [InlineData("shop.Catalogue")]
    [InlineData("Käse")]
    public void Request_Name_IsReadByASerializer(string name)
    {
        foreach (var service in new[] { name, string.Concat(Enumerable.Repeat(name, 100)) })
        {
            var frame = HealthMessage.Request(service);
            frame[..HeadBytes].ShouldBe([0, 0, 0, (byte)((frame.Length - HeadBytes) >> 8), (byte)(frame.Length - HeadBytes)]);
            HealthCheckRequest.Parser.ParseFrom(frame.AsSpan(HeadBytes)).Service.ShouldBe(service);
        }
    }

    [Theory]
    [InlineData(HealthCheckResponse.Types.ServingStatus.Unknown, HealthMessage.Unknown)]
    [InlineData(HealthCheckResponse.Types.ServingStatus.Serving, HealthMessage.Serving)]
    [InlineData(HealthCheckResponse.Types.ServingStatus.NotServing, HealthMessage.NotServing)]
    public void ReadStatus_OfASerializer_IsTheSame(HealthCheckResponse.Types.ServingStatus said, int expected) =>
        HealthMessage.ReadStatus(Frame(new HealthCheckResponse { Status = said }.ToByteArray())).ShouldBe(expected);

    [Fact]
    public void ReadStatus_FieldsOfALaterVersion_ArePassedOver() =>
        HealthMessage.ReadStatus(Frame([0x12, 2, 9, 9, 0x1D, 1, 2, 3, 4, 0x21, 1, 2, 3, 4, 5, 6, 7, 8, 0x28, 0x80, 1, 0x08, 1])).ShouldBe(HealthMessage.Serving);

    [Fact]
    public void ReadStatus_AnyBytes_NeverThrows() => Gen.Byte.Array[0, 40].Sample(bytes =>
    {
        HealthMessage.ReadStatus(bytes);
        HealthMessage.ReadStatus(Frame(bytes));
    });

    [Fact]
    public void ReadStatus_Compressed_IsRefused()
    {
        var frame = Frame([8, 1]);
        frame[0] = 1;
        HealthMessage.ReadStatus(frame).ShouldBeNull();
    }

    private static byte[] Frame(byte[] message) => [0, 0, 0, 0, (byte)message.Length, .. message];
}
