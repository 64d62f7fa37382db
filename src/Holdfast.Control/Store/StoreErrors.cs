using Holdfast.Core.Errors;

namespace Holdfast.Control.Store;

/// <summary>What can be wrong with the store, and with what it is asked to keep.</summary>
public static class StoreErrors
{
    private const string ServesOn = "Traffic does not need the store: the plan that is live serves on, and the next start takes the last one known to be good. Only changes have to wait.";

    public static readonly KnownError Away = new("HF6000", "The store cannot be reached",
        "Its file or folder is gone, or this user may not use it. A change that cannot be put on record is not made.",
        $"{ServesOn} Mend what the message names, or put a backup back with 'holdfast store restore'.") { Status = 503 };

    public static readonly KnownError Corrupt = new("HF6001", "The store is corrupt",
        "What it holds does not fit together; to write to it could destroy what is still whole.",
        $"{ServesOn} Put the newest backup back: 'holdfast store restore FILE'. The damaged file is kept beside it.") { Status = 503 };

    public static readonly KnownError Locked = new("HF6002", "The store is locked by another process",
        "Somebody has held it for longer than a change waits (2 s): a tool that has opened the file, or a backup that was stopped in the middle.",
        $"{ServesOn} End the other process, and try again.") { Status = 503 };

    public static readonly KnownError Full = new("HF6003", "The store is full",
        "The disk has no room, or the store has come to its greatest size (1 GiB).",
        $"{ServesOn} Make room on the disk of the data folder; the next change is taken by itself.") { Status = 507 };

    public static readonly KnownError Newer = new("HF6004", "The store was written by a newer Holdfast",
        "It may hold what this one does not understand and would lose.",
        $"{ServesOn} Run the newer version, or put a backup back that was made before it.") { Status = 503 };

    public static readonly KnownError NoStore = new("HF6005", "The file is not a store of Holdfast",
        "To take another file for one would lose what should be put back.",
        "Name a file that 'holdfast store backup' has written.");

    public static readonly KnownError OutdatedParent = new("HF6010", "Another revision went live meanwhile",
        "What was decided on an older plan would silently undo what somebody else has changed since.",
        "Look at the changes that the answer lists, take them over, and publish again with '--parent' of the revision that is live.") { Status = 409 };

    public static readonly KnownError NoRevision = new("HF6011", "There is no such revision",
        "Numbers are given once and never again, so it was never published here.",
        "'holdfast plan history' lists those that there are.") { Status = 404 };

    public static readonly KnownError TooLarge = new("HF6012", "The plan is too large to be kept",
        "Its texts have bounds, in a file or sent: so many bytes, so many files.",
        "Check that they are the files you meant.") { Status = 413 };

    public static readonly KnownError BadPlan = new("HF6013", "The plan has errors",
        "A plan that cannot be read whole is not carried out in part; the one before serves on.",
        "The answer lists every error with its place; 'holdfast plan validate FILE' does too.") { Status = 422 };

    public static readonly KnownError NotCarriedOut = new("HF6014", "The plan cannot be carried out",
        "It is good by itself, but a port it names is taken, or a certificate cannot be used. Nothing of it is live, and the one before serves on.",
        "Mend what the message names, and publish again.") { Status = 409 };

    public static readonly KnownError NoReason = new("HF6015", "A change of the plan needs a name and a reason",
        "Whoever looks at the record after an incident must find who changed what and what for.",
        "Give '--reason', or 'by' and 'why' in the body.") { Status = 400 };

    public static readonly KnownError NoParent = new("HF6016", "It is not said which revision the plan was made from",
        "Without it a change that somebody else has made meanwhile would be undone without anybody noticing.",
        "Send 'If-Match' with the number of the live revision as 'GET /api/plan' gives it, in quotes; \"0\" where none is live.") { Status = 428 };

    public static readonly KnownError DryRunUnderWay = new("HF6018", "A dry run is under way",
        "It asks tens of thousands of calls once more and takes a processor for it: several at once would take it from traffic.",
        "Ask again in a few seconds.") { Status = 429 };

    public static readonly KnownError NotStageable = new("HF6019", "The plan cannot be tried by a share of the requests",
        "What holds for all requests alike (services, listeners, the server), and what counts or keeps something for all calls of an interface together (limits, pools, caches), cannot be one thing for some requests and another for the others.",
        "Ask 'holdfast plan dry-run' what its limits would have done, and publish it with '--now'; 'holdfast plan rollback' takes it back.") { Status = 409 };

    public static readonly KnownError StageUnderWay = new("HF6020", "Another plan is being tried",
        "Of two plans at once nobody could tell which one is worse.",
        "Wait until it has ended, or take it back with 'holdfast plan rollback'.") { Status = 409 };

    public static readonly KnownError BadStage = new("HF6021", "A plan cannot be tried in this way",
        "So much must be left beside it that both can be compared, and a trial that nobody remembers helps nobody.",
        "The share is above 0 and at most a half; it bakes for 1 s to 1 h.") { Status = 400 };

    public static readonly KnownError NoProposal = new("HF6022", "No such plan waits for a second owner",
        "It was approved or declined already, its day is over, or the process was started anew since.",
        "'holdfast plan proposals' lists those that wait. Publish the plan again.") { Status = 404 };

    public static readonly KnownError SecondOwner = new("HF6023", "The word of another owner is needed",
        "The live plan says 'four-eyes' of an interface that this changes: two people look at it before it goes live, and each by a name that is proven.",
        "An owner whom the message names signs in by the identity provider, or has a token of this name, and runs 'holdfast plan approve NUMBER'. Switches and degradation plans need no second owner.") { Status = 403 };

    public static readonly KnownError TooManyProposals = new("HF6024", "Too many plans wait for a second owner",
        "Of more than ten nobody knows which is which.",
        "Approve or decline some: 'holdfast plan proposals' lists them.") { Status = 409 };

    public static readonly KnownError NothingToStart = new("HF6017", "There is no plan to start with",
        "Neither a file was named, nor has the data folder a live revision or a last known good plan.",
        "Start with '--plan FILE', '--to URL' or '--demo', or with the data folder of a process that ran one. The exit code is 2.");

    public static IReadOnlyList<KnownError> All { get; } =
    [
        Away, Corrupt, Locked, Full, Newer, NoStore, OutdatedParent, NoRevision, TooLarge, BadPlan, NotCarriedOut, NoReason, NoParent,
        NothingToStart, DryRunUnderWay, NotStageable, StageUnderWay, BadStage, NoProposal, SecondOwner, TooManyProposals,
    ];
}
