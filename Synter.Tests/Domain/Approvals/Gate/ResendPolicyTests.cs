using Synter.Domain.Agents.Runs;
using Synter.Domain.Approvals.Gate;

namespace Synter.Tests.Domain.Approvals.Gate;

public sealed class ResendPolicyTests
{
    [Fact]
    public void WaitAfter_ARefusalThatSaysWhenToComeBack_IsThatLong() =>
        Assert.Equal(TimeSpan.FromSeconds(30), ResendPolicy.WaitAfter(Failure(FailureClass.Transient, 30), attempts: 1));

    [Fact]
    public void WaitAfter_AtOnce_IsAtLeastASecond() =>
        Assert.Equal(TimeSpan.FromSeconds(1), ResendPolicy.WaitAfter(Failure(FailureClass.Transient, 0), attempts: 1));

    [Theory]
    [InlineData(FailureClass.Transient, null, 1)]
    [InlineData(FailureClass.Transient, 7200, 1)]
    [InlineData(FailureClass.Transient, 30, 4)]
    [InlineData(FailureClass.Rejected, 30, 1)]
    [InlineData(FailureClass.Auth, 30, 1)]
    [InlineData(FailureClass.Schema, 30, 1)]
    [InlineData(FailureClass.Internal, 30, 1)]
    public void WaitAfter_AnythingElse_WaitsForAPerson(FailureClass failure, int? retryAfter, int attempts) =>
        Assert.Null(ResendPolicy.WaitAfter(Failure(failure, retryAfter), attempts));

    [Fact]
    public void WaitAfter_WhatIsInDoubt_IsNeverSentAgainByItself() => Assert.Null(ResendPolicy.WaitAfter(
        new ProviderException(FailureClass.Transient, "timeout", "No answer.", TimeSpan.FromSeconds(1)) { InDoubt = true }, attempts: 1));

    private static ProviderException Failure(FailureClass failure, int? retryAfter) =>
        new(failure, "busy", "Come back later.", retryAfter is { } seconds ? TimeSpan.FromSeconds(seconds) : null);
}
