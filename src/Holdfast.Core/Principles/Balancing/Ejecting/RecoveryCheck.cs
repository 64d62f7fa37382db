using Holdfast.Core.Pipeline.Compiling;
using Holdfast.Core.Pipeline.State;
using Holdfast.Core.Principles.Balancing.Probing;

namespace Holdfast.Core.Principles.Balancing.Ejecting;

/// <summary>Checks one ejected node until it is back, by its checks or otherwise.</summary>
internal sealed class RecoveryCheck : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly AgentContext _context;
    private readonly RecoveryPlaces _places;
    private readonly int _number;
    private readonly Task _running;
    private ProbeTarget _target;

    /// <param name="target">The node; just ejected.</param>
    /// <param name="places">Bounds the checks that run at once.</param>
    public RecoveryCheck(ProbeTarget target, AgentContext context, RecoveryPlaces places)
    {
        _target = target;
        _context = context;
        _places = places;
        _number = State.Number;
        _running = RunAsync();
    }

    /// <summary>The node as the live revision has it.</summary>
    public ProbeTarget Target
    {
        get => Volatile.Read(ref _target);
        set => Volatile.Write(ref _target, value);
    }

    public bool IsOver => _running.IsCompleted;

    private EjectState State => BalancingSlice.Eject(Target.Node.State);

    /// <summary>Whether the ejection that this check belongs to still lasts.</summary>
    private bool Lasts => (Target.Node.State.Withheld & Withheld.Ejected) != Withheld.None && State.Number == _number;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        _stop.Dispose();
    }

    private async Task RunAsync()
    {
        try
        {
            await CheckOnAsync();
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // Asked to end.
        }
    }

    private async Task CheckOnAsync()
    {
        var machine = RecoveryMachine.Begin(State.WasUnconnected);
        while (true)
        {
            await Task.Delay(machine.WaitWithin(Target.Plan.Every), _context.Time, _stop.Token);
            if (!Lasts) return;
            var passed = await AskAsync();
            machine = machine.Next(passed);
            if (!Lasts) return;
            State.IsCheckFailing = machine.IsFailing;
            if (machine.Returns(Target.Plan.Rise, State.Machine.Ejections) && Return(machine.Passes)) return;
        }
    }

    private async Task<bool> AskAsync()
    {
        var service = Target.Version.State.Service;
        await _places.EnterAsync(service, _stop.Token);
        try
        {
            return await ProbeCall.AskAsync(Target, _context, _stop.Token) is null;
        }
        finally
        {
            _places.Leave(service);
        }
    }

    private bool Return(int passes)
    {
        var target = Target;
        if (!BalancingSlice.Gate(target.Version.State).Return(target.Node, _number, _context.Time.GetTimestamp(), _context.Time)) return false;
        target.Version.State.Changed();
        if (target.Node.State.IsUsable)
            BalancingSignals.Returned(_context.Signals, target.Version, target.Node, $"its check ({target.Plan.Subject}) passed {passes} times after it had failed");
        return true;
    }
}
