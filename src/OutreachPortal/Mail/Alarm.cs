namespace OutreachPortal.Mail;

/// <summary>Rings when something begins to be wrong, not with every look at it.</summary>
internal sealed class Alarm
{
    bool _isWrong;

    public bool Rings(bool isWrong)
    {
        var begins = isWrong && !_isWrong;
        _isWrong = isWrong;
        return begins;
    }
}
