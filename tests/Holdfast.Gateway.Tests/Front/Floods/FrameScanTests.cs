using CsCheck;
using Holdfast.Gateway.Front.Floods;
using Holdfast.Testing.Clients.Http2;

namespace Holdfast.Gateway.Tests.Front.Floods;

public sealed class FrameScanTests
{
    private static readonly byte[] Preface = [.. "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8];

    private static readonly (Http2Frame Frame, int Cost)[] Frames =
    [
        (Http2Frame.Head(1, Http2Fields.Get), FrameCost.Stream),
        (Http2Frame.Data(1, new byte[300], last: false), 0),
        (Http2Frame.Data(1, default, last: true), 0),
        (Http2Frame.Data(1, default, last: false), FrameCost.Idle),
        (Http2Frame.Reset(1), FrameCost.Reset),
        (Http2Frame.Ping(), FrameCost.Idle),
        (Http2Frame.Ping() with { Flags = Http2Frame.Ack }, 0),
        (Http2Frame.Settings((4, 1), (3, 9)), FrameCost.Idle),
        (Http2Frame.Settings() with { Flags = Http2Frame.Ack }, 0),
        (Http2Frame.Window(1, 65_535), 0),
        (Http2Frame.Window(0, int.MaxValue), 0),
        (Http2Frame.Window(1, int.MaxValue), FrameCost.Reset),
        (Http2Frame.Window(1, 1), FrameCost.Idle),
        (Http2Frame.Continuation(1, new byte[20], last: true), FrameCost.Idle),
        (new Http2Frame(Http2FrameType.Priority, 0, 1, new byte[5]), FrameCost.Idle),
        (new Http2Frame(Http2FrameType.WindowUpdate, 0, 1, new byte[7]), 0),
        (new Http2Frame(Http2FrameType.Unknown, 0, 0, new byte[20_000]), FrameCost.Idle),
    ];

    [Fact]
    public void Read_AnyFramesCutAnyhow_AddsUpTheirCosts() =>
        Gen.Select(Gen.Int[0, Frames.Length - 1].Array[0, 20], Gen.Int[1, 40].Array[1, 10]).Sample((drawn, cuts) =>
        {
            byte[] bytes = [.. Preface, .. drawn.SelectMany(i => Frames[i].Frame.ToBytes())];
            var (scan, cost) = (new FrameScan(), 0L);
            for (var (at, cut) = (0, 0); at < bytes.Length; cut++)
            {
                var taken = Math.Min(cuts[cut % cuts.Length], bytes.Length - at);
                cost += scan.Read(bytes.AsSpan(at, taken));
                at += taken;
            }

            cost.ShouldBe(drawn.Sum(i => Frames[i].Cost));
        });

    [Fact]
    public void Read_Frames_AllocatesNothing()
    {
        byte[] bytes = [.. Preface, .. Frames.SelectMany(one => one.Frame.ToBytes())];
        var scan = new FrameScan();
        scan.Read(bytes);
        var before = GC.GetAllocatedBytesForCurrentThread();

        for (var i = 0; i < 100; i++) scan.Read(bytes.AsSpan(Preface.Length));

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
    }
}
