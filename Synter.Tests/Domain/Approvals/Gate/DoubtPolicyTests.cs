using Synter.Domain.Approvals.Gate;

namespace Synter.Tests.Domain.Approvals.Gate;

public sealed class DoubtPolicyTests
{
    private static readonly AttemptInDoubt First = new(Attempt: 1, DateTimeOffset.UnixEpoch, Looks: 0, ResentBefore: false);

    [Fact]
    public void Found_Happened() =>
        Assert.Equal("104_7", Assert.IsType<DoubtEnd.Happened>(DoubtPolicy.Judge(new Finding.Found("104_7"), First, notFoundIsProof: false)).ProviderRef);

    [Fact]
    public void NotFound_WithProof_IsSentOnceMore() =>
        Assert.True(Assert.IsType<DoubtEnd.DidNotHappen>(DoubtPolicy.Judge(new Finding.NotFound(), First, notFoundIsProof: true)).Resend);

    [Fact]
    public void NotFound_WithProofASecondTime_WaitsForAPerson() => Assert.False(Assert.IsType<DoubtEnd.DidNotHappen>(
        DoubtPolicy.Judge(new Finding.NotFound(), First with { Attempt = 2, ResentBefore = true }, notFoundIsProof: true)).Resend);

    [Fact]
    public void NotFound_OnTheLastAttempt_WaitsForAPerson() => Assert.False(Assert.IsType<DoubtEnd.DidNotHappen>(
        DoubtPolicy.Judge(new Finding.NotFound(), First with { Attempt = 4 }, notFoundIsProof: true)).Resend);

    [Fact]
    public void NotFound_WithoutProof_IsUnknown() =>
        Assert.IsType<DoubtEnd.Unknown>(DoubtPolicy.Judge(new Finding.NotFound(), First, notFoundIsProof: false));

    [Fact]
    public void CannotTell_IsUnknown() => Assert.Equal("It keeps no list.", Assert.IsType<DoubtEnd.Unknown>(
        DoubtPolicy.Judge(new Finding.CannotTell("It keeps no list."), First, notFoundIsProof: true)).Why);

    [Fact]
    public void NoAnswer_IsAskedForAgainAFewTimesLaterEachTime()
    {
        var waits = Enumerable.Range(0, 4).Select(looks => Assert.IsType<DoubtEnd.AskAgain>(DoubtPolicy.Judge(null, First with { Looks = looks }, true)).After.TotalSeconds);

        Assert.Equal([2, 4, 8, 16], waits);
        Assert.IsType<DoubtEnd.Unknown>(DoubtPolicy.Judge(null, First with { Looks = 4 }, notFoundIsProof: true));
    }
}
