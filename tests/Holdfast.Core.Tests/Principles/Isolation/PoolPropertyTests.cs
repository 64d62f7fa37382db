using CsCheck;
using Holdfast.Core.Principles.Isolation;

namespace Holdfast.Core.Tests.Principles.Isolation;

/// <summary>Whatever comes, goes, is given up or changes size, in any order.</summary>
public sealed class PoolPropertyTests
{
    private static readonly Gen<PoolOrder> Orders = Gen.Int[0, 1].Select(static order => (PoolOrder)order);

    private static readonly Gen<PoolShape> Plain = Gen.Select(Gen.Int[1, 6], Gen.Int[0, 5], Orders, static (capacity, queue, order) =>
        new PoolShape(capacity, queue, TimeSpan.FromSeconds(5), order, []));

    private static readonly Gen<PoolShape> Partitioned = Gen.Select(
        Gen.Int[4, 20], Gen.Double[0, 0.5].Array[4], Gen.Double[0, 1], Orders, Gen.Int[0, 4], static (capacity, shares, lend, order, more) =>
        {
            var given = shares.Select(share => (int)(share / 2 * capacity)).Select(own => new PoolShare(own, own - (int)(lend * own)));
            var shape = new PoolShape(capacity, 0, TimeSpan.FromSeconds(5), order, [default, .. given]);
            return shape with { QueueMax = shape.LentMax + more };
        });

    private static readonly Gen<(int Kind, int Which)[]> Events = Gen.Select(Gen.Int[0, 11], Gen.Int[0, 1_000]).Array[0, 120];

    [Fact]
    public void AnyEvents_OnePartition_KeepTheBoundAndLeaveNobodyWaiting() =>
        Gen.Select(Plain, Plain.Array[1, 4], Events).Sample(static (shape, others, events) => Play(shape, others, events, slots: 1), iter: 150, seed: "0000KfZ2qY51");

    [Fact]
    public void AnyEvents_Partitions_KeepTheBoundAndEveryShare() =>
        Gen.Select(Partitioned, Partitioned.Array[1, 4], Events).Sample(static (shape, others, events) => Play(shape, others, events, PoolCounts.SlotsMax), iter: 150, seed: "0000KfZ2qY51");

    [Fact]
    public void AnyEvents_SizeStays_TheCapacityIsNeverPassed() =>
        Gen.Select(Partitioned, Events).Sample(static (shape, events) =>
        {
            var model = new PoolModel(shape);
            foreach (var (kind, which) in events)
            {
                if (kind < 7) model.Come(which % PoolCounts.SlotsMax);
                else model.Go(which);
                model.Inside.Count.ShouldBeLessThanOrEqualTo(shape.Capacity);
            }
        }, iter: 150, seed: "0000KfZ2qY51");

    [Fact]
    public void AnyShape_OneSidedLoad_BorrowsAllThatIsIdleAndNothingThatIsKept() => Partitioned.Sample(static shape =>
    {
        for (var slot = 0; slot < PoolCounts.SlotsMax; slot++)
        {
            var model = new PoolModel(shape);
            for (var i = 0; i < 2 * shape.Capacity; i++) model.Come(slot);

            var keptForOthers = shape.Shares.Where((_, other) => other != slot).Sum(static share => share.Kept);
            model.Inside.Count.ShouldBe(shape.Capacity - keptForOthers);
            for (var other = 1; other < PoolCounts.SlotsMax; other++)
            {
                if (other == slot) continue;
                for (var i = 0; i < shape.Share(other).Kept; i++) model.Pool.TryEnter(other).ShouldBeTrue("what is kept is there at once");
            }
        }
    }, iter: 50, seed: "0000KfZ2qY51");

    [Fact]
    public void AnyShape_OwnersComeAndOthersEnd_HaveAllThatIsTheirs() => Partitioned.Sample(static shape =>
    {
        var model = new PoolModel(shape);
        for (var i = 0; i < 3 * shape.Capacity; i++) model.Come(0);
        for (var slot = 1; slot < PoolCounts.SlotsMax; slot++)
            for (var i = 0; i < shape.Share(slot).Guaranteed; i++) model.Come(slot);
        // Only calls of no partition end; each place they leave goes to whom it belongs.
        while (model.Inside.ToList().IndexOf(0) is var first and >= 0 && model.Waiting.Any(static one => one.Slot != 0)) model.Go(first);

        for (var slot = 1; slot < PoolCounts.SlotsMax; slot++) model.Pool.Counts[slot].ShouldBe(shape.Share(slot).Guaranteed);
    }, iter: 50, seed: "0000KfZ2qY51");

    private static void Play(PoolShape shape, PoolShape[] others, (int Kind, int Which)[] events, int slots)
    {
        var model = new PoolModel(shape);
        foreach (var (kind, which) in events)
        {
            switch (kind)
            {
                case < 6:
                    model.Come(which % slots);
                    break;
                case < 9:
                    model.Go(which);
                    break;
                case 9:
                    model.Withdraw(which);
                    break;
                case 10:
                    model.Pass(TimeSpan.FromMilliseconds(which * 5));
                    break;
                default:
                    model.Resize(others[which % others.Length]);
                    break;
            }
        }

        // In the end everybody has been served or sent away.
        while (model.Inside.Count > 0) model.Go(0);
        model.Waiting.ShouldBeEmpty();
        model.Pool.Counts.Value.ShouldBe(0);
    }
}
