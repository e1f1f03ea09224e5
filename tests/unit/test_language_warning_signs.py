"""Warning signs, as people write them and as they do not.

The first four lists are plain; the `ODD_` ones were written later, to find what the patterns miss.
None of them is taken from `tests/development`.
"""

import string
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge import DEFAULT_FOLDER, load
from knowledge.safety import LevelName, SafetyFile
from language.warning_signs import WarningSign, WarningSigns

ROOT = Path(__file__).parent.parent.parent

EMERGENCY_NOW = """
I can't breathe
cant breath help
im having trouble breathing
having troble brething since the treatment
it's really hard to breathe
my daughter can barely breathe
struggling for air right now
I feel short of breath after my session this morning
shortness of breath and my face is hot
wheezing a lot since i got home
gasping for breath
he's choking
I can't catch my breath
what should i do i cant breathe
I think I might be having trouble breathing
breathing feels really tight
My breathing is getting shallow
feel like i cant get enough air
she is not breathing
my lips are turning blue
my lips are swelling
my lip is so swolen
why is my lip so swollen
can you help my throat is swelling
throat closing up
my throte is closing
my throat feels really tight and itchy
tongue feels thick
my tongue is huge
swelling of my tongue since an hour ago
My mouth and tongue have swelled up
my lips blew up like balloons
I can't swallow
I'm having difficulty swallowing
is it normal that my throat is swelling
feels like there's a lump in my throat and it's getting bigger
my whole face blew up
my face is swelling up really fast
I'm having an allergic reaction
I think I'm having a severe allergic reaction
think im going into anaphylactic shock
I have hives all over my body
broke out in hives
hives everywhere help
covered in hives
I'm covered in itchy welts
rash all over my body after the numbing cream
I fainted after treatment an hour ago
my daughter just fainted
she passed out
I passed out in the car on the way home
he blacked out and hit his head
i feel like im going to pass out
I feel faint
I keep blacking out
my mom collapsed
she's unconscious
my wife isn't responding
I have chest pain
my chest hurts
chest feels really tight
there's a crushing pressure in my chest
pains in my chest since the appointment
I think I'm having a heart attack
my chest is hurting what should i do
I need an ambulance
HELP MY THROAT IS CLOSING
how much does it cost? also my tongue is swelling up
I'd like to book but right now I can't breathe
My husband can't breathe properly after his session
not sure why but my lips are really swollen
I don't know what to do, my throat is closing
i dont feel good my chest is tight
should I worry, my lips are swollen twice the size
""".strip().splitlines()

TODAY = """
my face is infected
it's infected
I think it's infected
does this look infected
could it be infected
I think I have an infection
it looks infected and hurts
can you check if it's infected
my cheek is infectd
the redness is spreading
redness spreading down my neck
the red area keeps getting bigger
red streaks on my cheek
my skin is hot to the touch
my face is really hot and red and getting worse
the warmth is spreading across my cheek
there is pus coming out
is it normal that there is pus coming out
is it ok if there's yellow pus
pus
my cheek is oozing yellow fluid
green stuff leaking from my face
yellow discharge from the spots
I have a fever
fever since last night
running a temperature
my temp is 101.5
I have a temperature of 39
got chills and shivering
feverish after my session
the pain is getting worse
it hurts more every day
the pain keeps getting worse after 3 days
I'm in agony
pain is unbearable
I have blisters on my cheeks
my skin is blistering
I got a cold sore after the treatment
a cold sore just came up
cold sores breaking out after my treatment
the bumps won't go away
I still have bumps three weeks later
hard bumps for weeks now
bumps that have lasted a month
new dark patches appeared on my cheeks
I noticed white spots where the needles went
my skin has turned darker since the treatment
dark patches showed up after my session
it left dark marks on my face
my cheek is numb
my lip is still numb two days later
numbness in my chin since the treatment
I can't feel my cheek
no feeling in my forehead
should I worry, my eye is swollen shut
my eyelid is really sore and red
my vision is blurry
something got in my eye
serum went into my eye and it burns
they poked my eye with the needle
my eyes are burning
I can't see properly out of my left eye
is it bad that my skin is oozing
no fever but there's pus
I had microneedling 2 weeks ago and now there is pus
my fever is 102
why is the redness spreading
""".strip().splitlines()

SELF_HARM = """
I want to kill myself
thinking about suicide
I'm suicidal
I don't want to be here anymore
I wish I was dead
my life is not worth living
I want to end my life
thinking of ending it all
I've been cutting myself again
no reason to live
i cant go on like this
nobody would care if I died
my skin looks so bad I want to kill myself
My sister says she wants to kill herself
there's no point in living
i took all my pills
I just want to go to sleep and never wake up
going to kill myself tonight
""".strip().splitlines()

BENIGN = """
can microneedling cause an infection
what are the risks of infection
how likely is an infection
will my face be swollen
will I get a fever after
might I faint
what if I faint
what if my throat swells up
is it possible to get hives from it
does it cause swelling of the lips
should I expect pus
worried about getting an infection
I'm scared of getting an infection
if I get a fever what should I do
what happens if it gets infected
no fever, no pus
I have no fever and no pus
there's no pus or fever, just some redness
I don't have any swelling in my throat
it's not infected
I don't think it's infected
my throat isn't swollen
I had a fever years ago
as a kid I fainted at the doctor
I get cold sores sometimes, can I have it
I have a history of cold sores
I used to faint when I saw needles
can I get microneedling if I have a cold sore
do I need to take antivirals for cold sores
does numbing cream work
how long does the numbing last
is my face numb during it
can you treat dark circles under my eyes
can it help dark patches from melasma
does it fade dark spots
can it get rid of old bumps from acne
microneedling under eyes
this clinic is to die for
I'm dying to try this
my results are breathtaking
the price nearly gave me a heart attack
heart attack at the price
I'd kill for skin like that
I died laughing
how long will the redness last
does it hurt
is it painful on the chest
can I have it on my chest
will it get rid of my chest acne scars
how do I avoid infection
is fainting common
do people faint
how common are cold sores after microneedling
what are the side effects, fever? infection?
can I get my lips done
does it make lips bigger
can you needle the lips
my skin is a bit red and tight, day 1
hi
thanks
how much is it
can I hurt myself with a derma roller
can microneedling help self harm scars
does accutane make you suicidal
this waiting is killing me
is it ok to have it with hay fever
I have rosacea, will the redness get worse
will the pain get worse with longer needles
does my insurance cover it
what do I do if I get blisters
do the needles go into the eye area
I can't see any results yet
I can't see the price on your site
I breathe through my mouth at night
is the light therapy good for skin
how do the needles work
red light therapy vs microneedling
""".strip().splitlines()

ODD_EMERGENCY_NOW = """
hi i did the treatment 20 min ago and now my tongue feels weird and fat
Can someone call me my son is struggling to breathe
throat getting tighter by the minute
I am having difficulty getting air in
breathing hurts
not able to breathe properly since i left you
i cnt breathe
I CANT BREATHE!!!
my lips have tripled in size
lips swollen like sausages after numbing cream
inside of my mouth is swelling
my husband's tongue is swelling up after his appointment
is this an allergic reaction? lips and eyes are swelling and i feel dizzy
the numbing cream gave me hives on my arms and belly
itchy red welts all over
hives spreading from my neck to my stomach
I nearly fainted and my vision went black
woke up on the bathroom floor, i think i passed out
she just collapsed in the waiting room
he fell down and wont wake up
about to pass out
i feel like fainting
tight band around my chest
bad chest pain
there is pain in my chest when I breathe in
Chest tightness since the procedure, should I be worried?
what do i do my lips wont stop swelling
Could you please tell me why my throat feels swollen?
is it possible that I'm having an allergic reaction, my throat is itchy and closing
I know you said swelling is normal but my lips are enormous and I cant swallow
no fever but I can't breathe well
I have asthma and I'm wheezing badly after the treatment
im breathless just walking to the kitchen
I might pass out i feel so faint
my voice is going and my throat is swollen
never had anything like this, my lips are ballooning
my face and lips are swelling up so fast
can't get my breath
my friend is gasping and her lips are blue
would you help me please i cannot breathe
if this is normal fine but my throat is closing
can hardly talk or breathe
I passed out twice yesterday after my session
started wheezing ten minutes after the serum
my throat is swelling. how long does downtime last?
how many sessions do I need? also i have chest pains
feels like my airway is closing off
i keep fainting
my throat swole up
chest pain and arm pain help
I think my throat is closing up
my toungue is swolen
my tung is swolen and thick
my hole face is swolen and my tung feels thick
breathing difficulties after appointment
heart is pounding and chest hurts
I feel like I'm suffocating
it's like breathing through a straw
I'm panting and can't get enough oxygen
breathing isn't right since the appointment
I have been having breathing problems since last night
my breath is short and fast
cannot inhale fully
he has stopped breathing
my son isn't breathing right
been wheezy all evening
something is wrong, I feel my throat narrowing
Mouth and lips have gone huge
upper lip is three times its normal size
bottom lip ballooned up overnight
tongue too big for my mouth
throat feels thick
it feels like something is stuck in my throat
trouble swallowing my own spit
my throat is closed up i can barely talk
swollen throat and tongue
lip swollen
puffy lips and itching all over
whole body is covered in a rash
i have a rash all over and feel sick
welts on my stomach and legs
urticaria all over
raised itchy patches all over my body
face swelled up like a balloon
swelling on my face is getting bigger fast and reaching my neck
had to use my epipen
i think i'm going into shock
i just blacked out for a second
my sister has fainted twice since coming home
felt dizzy then passed out on the floor
everything is going black
so dizzy i can't stand up
can't stay conscious
mum won't wake up
my heart hurts
theres a heavy weight on my chest
sharp stabbing pain in my chest
my chest feels like it's being crushed
chest is tight and my arm is numb
chest pains!!!
hey quick question, after my session my chest is hurting, is that a normal side effect?
Are tight chest and wheezing normal after this? I have both
throt closing
im faintng
cnat breathe
can't breath properly
dificulty breathing
my lipps are swelling
i cant brethe
swelling in lips and face
swollen lips after treatment
difficulty breathing after microneedling
trouble breathing
hives
fainted after treatment
chest pain after microneedling
Dear clinic, since this morning I experience difficulty in breathing and swelling of the tongue.
yo my lips r mad swollen rn
Please advise, my wife's lips are swelling rapidly following her treatment
bruh i cant breathe no joke
my child has hives from head to toe after the cream
I am feeling very faint and my chest is tight
swelling lip and tongue, what to do?
The patient is unconscious
i have pressure on the chest and left arm pain
throat swelled shut
i cant breathe. what do i do?
Is it an emergency if my tongue is swelling
Should I use ice? my lip keeps swelling
do i need to go to hospital, throat is tight and voice hoarse
after the treatment i fell unconscious for some seconds
I'm not joking my throat is closing up
hives came out on my whole back tonight
lips started tingling and swelling right after you put the serum on
My heart feels tight and I can't get a deep breath
feeling like i will faint any second
cant swalow
it hurts when I breathe in
I don't understand why my lips are this swollen
could it be an allergy? my lips and eyelids are swelling up
I had my session yesterday and today I woke up with a swollen tongue
my gf fainted in the shower after her appointment
we need an ambulance
Help my mom is having trouble breathing after her facial
throat itches and is getting swollen
I took an antihistamine but my lips keep getting bigger
out of nowhere I got hives on my chest and arms
my husband is unresponsive
air feels thin I can't breathe deeply
feels like my windpipe is squeezed
got up and passed out cold
She's wheezing and her face is puffy
pain in the chest and sweating
I have a weird tightness in my chest that wont go away
my tongue is so swollen i cant talk
I had microneedling today and now I'm short of breath
can you pls tell me what to do my bottom lip is swelling
I'm okay but my daughter can't breathe
gasping
cant really breath in fully
will my throat swelling go down, its hard to breathe
It's 2am and I woke up unable to breathe
lips are puffed up badly
faintinng and sweating
blacked out during the numbing and again at home
chest hurts really bad
I can feel my throat closing
bumps all over my body and itching
I read the side effects page and now my lips are swelling
is throat swelling a side effect because mine is swelling
I had this two years ago and was fine but this time my tongue is swelling
if I lie down I can't breathe
when I lie down I can't breathe
whenever i try to talk my throat feels like its closing
I usually handle treatments fine but I fainted today
sometimes I can't breathe since the treatment
I was told some redness is normal but I have hives everywhere
I used to be fine with numbing cream, now my throat is tight
you said it was safe but I cant breathe
I don't have asthma but I'm wheezing
I have no allergies but my tongue is swollen
I've never fainted before but I just did, passed out cold
not allergic to anything, lips swelling though
no history of heart problems but my chest hurts
Could be nothing but my chest hurts
maybe it's anxiety but I can't breathe
maybe i'm overreacting, my throat feels swollen
How do I reduce the swelling in my lips
how long will my tongue stay swollen
my lips are swelling more and more, do I take a benadryl
should I take an antihistamine for my swollen tongue
can I take benadryl, I'm covered in hives
will ibuprofen help my chest pain
I had my first session last week and today I can't breathe well
I'm worried, my lips are getting bigger
I'm scared I can't breathe
afraid my throat is closing
is there a risk? my lips are swelling
sorry to bother you but I feel like I'm going to faint
everyone says it's fine but my chest is so tight
my 16 year old fainted after her appointment what should we do
lidocaine reaction?? tongue numb and swelling, hard to breathe
got home and my lips just keep growing
there is no air getting in
I feel a tightness when breathing
my throat is on fire and swelling shut
Hello, my husband fell unconscious
my tongue has doubled
woke my wife and she isn't responding
hives popping up on my legs
im seeing black and about to collapse
my ribs and chest ache so bad I can't move
lips look like I got stung by bees
I can only take tiny breaths
chest feels heavy
red itchy welts on my stomach after your cream
throat feels like it's swelling
he went limp and passed out
why can't I breathe properly
my inhaler isn't helping
""".strip().splitlines()

ODD_TODAY = """
day 4 and the redness keeps spreading toward my ear
one cheek is way redder and hotter than the other and it's growing
My skin feels like it's burning up and swollen on day 5
there are little white pus bumps all over my forehead
yellow crust and goo coming out of the spots
it smells bad and is weeping
woke up with a fever of 101 two days after
had the treatment friday, temp of 38.9 now
I've got the chills and feel feverish
the pain is way worse today than yesterday
the soreness is increasing instead of getting better
it is getting more and more painful
tiny blisters formed around my mouth
I have a cold sore coming up after my session
herpes outbreak on my lip after dermarolling
bumps still there after 4 weeks
little hard lumps that won't go down
dark spots appeared after my microneedling
I've noticed pale patches on my cheeks since the treatment
my face got darker after the session, brown patches everywhere
half of my cheek has gone numb
I lost feeling in my upper lip
tingling and numbness in my jaw since tuesday
my left eye is bloodshot and stings
can't open my eye
blood in my eye
blurred vision since the appointment
my eyelids are puffed up and painful
got some numbing cream in my eyes and they sting
pretty sure it's infected
I've got an infection where they needled
looks like an infection to me
is my face infected?
are these blisters normal? they just came up
how do i get rid of this pus
what should I do about the yellow pus on my chin
I don't think it's normal, there's pus
not getting better, more pus every day
should I be worried about the red streaks going down my neck
my daughter has a fever after her appointment
skin is hot to touch and very red
red lines spreading from the spot
painful and getting worse
the area is warm and the red is getting bigger
is it fine that I'm running a fever?
I have green pus
pus is leaking out, is that ok?
something sharp touched my eye during the treatment
serious throbbing that is worse at night
got infected
infection?? my chin is oozing
can you look at my cheek, it is oozing and smells
the skin around it is red and keeps expanding
redness has spread to my neck and chest
red rash spreading
getting redder and hotter every day
angry red patch that's growing on my cheek
one side of my face is hot, red and swollen
white gunk coming out of the holes
it's weeping green
yellow liquid is seeping out of my cheek
pus bumps everywhere
pus under the skin
thick yellow stuff
I'm shivering and sweating
thermometer says 38.5
temperature of 102F
high temperature since my appointment
fever and chills
feverish and achy
hurts way more than yesterday
pain is now so bad I can't sleep
really bad throbbing pain getting stronger
blisters
water blisters appeared on my chin
skin bubbling up
cold sore came out the day after
i think i'm getting a cold sore
cold sore outbreak after treatment
my lip broke out in cold sores
bumps wont clear up it's been 6 weeks
I still have lumps from my session two months ago
raised bumps that stayed for a month
hard nodules formed on my cheek
dark marks have come up since my treatment
now I have white patches where she rolled
my skin has gone patchy and darker after
new brown spots on my face from the session
skin lightened in spots after the treatment
numb cheek for three days
the feeling in my chin hasn't come back
my forehead still feels numb
i cant feel my lip anymore
left eye hurts
eye is red and watering
eyes swollen shut this morning
numbing cream got in my eye
needle slipped near my eye
I can't see clearly
vision has gone blurry
eye pain
seeing double since yesterday
i reckon its infected
looks infectd and smelly
signs of infection on my face, what do I do
wound infected
infected skin after microneedling
im scared its infected
i'm worried my face is infected
worried this is an infection
Since two days there is pus coming from my cheek
red area grows bigger each day after derma stamp
My cheek is very hot and painful since yesterday's session
I have 39 fever
body temperature 38,7 after the needling
my skin got infection
I see now dark stains on my face where the needles passed
since the treatment i feel nothing on my left cheek
my right eye hurts and is very red after the procedure
the cream entered my eye
small blisters with water on my nose
Pain does not decrease, it increases
it's been 5 weeks and the bumps are still on my forehead
Herpes came out on my lip two days after
yo my face leaking yellow stuff lol
my face is oozing pus should i pop it
im burning up and have the shakes
woke up with red streaks on my jaw
not sure if its infected, its green and smells
got a white patch on my cheek where the roller went
My face has been numb for a week
can't move or feel part of my lip
the wound looks infected, should I wash it
I keep getting blisters since my session
hi, is it ok to go to work? I've got a fever since my treatment
Can I still wear makeup? there's pus on my chin
How much is a follow up? My cheek is infected
no chest pain but I do have a fever
my chin is oozing since I did it
white-yellow pus is coming from two spots
forehead is swollen, hot and throbbing, day 3
the redness is bigger than this morning
got a temperature of 100.9 tonight
having chills since yesterday
it hurts a lot more today
the pain has become unbearable
cluster of blisters by my lip
cold sore appeared
these bumps have been here for two months
the darker patches on my cheeks came after the session
my cheeks have gone darker since I had it done
left side of my nose is numb
lost all feeling around my mouth
there's something in my eye since the session
my eye is stinging like crazy
my sight is blurry
eye infection after microneedling near my eyes
infected i think, help
hi, hope you're well! My skin seems infected. What now?
when will you open? my cheek is leaking pus
I'd like to rebook. also I have a fever since the last session
The spots are full of yellow pus.
my scalp has pus after the session
my scalp is infected
red streak going up my neck
fluid leaking from one area and it smells
it might be infected
I might have an infection
should I be worried? pus
is it possible that it's infected, it's hot and oozing
my doctor is away and I have a fever
I usually heal fast but the redness is spreading
used the balm you gave me and now there's pus
I read pus is a bad sign and I have it
what causes pus? my chin is full of it
can I put vaseline on the blisters I got
can I pop the blisters on my cheek
can I treat my infected cheek at home
how do I treat my infected skin
what can I put on my infected face
when will the numbness in my lip go away
how long will my cheek stay numb, its been 3 days
will the dark patches that appeared after my session fade
how do I get rid of the bumps that won't go away
do I need antibiotics, it's oozing yellow
my eye has been red and sore since friday, is that from the serum
could the fever be from the treatment? I have 38.5
did the treatment cause my fever
why do I have a fever after microneedling
why is my cheek numb
my cheek has a hot red lump full of pus
yellow scabs and oozing
redness is creeping toward my eye
shaking with fever
worst pain of my life on my cheek, it keeps building
small water filled blisters on my chin
my skin went white in patches
I have no sensation on the left side of my nose
I woke up and my eye won't open
doctor said maybe infected, what do you say
clear fluid and pus coming from the needle marks
herpes flare up since the roller
pimples with pus all over after session
lumps are still under my skin after 2 months
my face burns more each day
fever started last night
skin around my lip is numb
""".strip().splitlines()

ODD_SELF_HARM = """
i don't see the point in living
I'm going to end it
I can't do this anymore i want to disappear forever
I keep thinking about killing myself
i hate my face so much i want to die
wish I'd never wake up
my family would be happier if I was dead
I feel like hurting myself
I tried to kill myself last week
just want it all to end
i feel suicidal because of my scars
I have been harming myself
life isn't worth living with these scars
sometimes i want to die
I don't want to wake up tomorrow
thinking of taking all my sleeping pills
I want to unalive myself
ready to end my life
there's nothing left to live for
nobody would even miss me
I can't take it anymore, I want it to be over
i want to be dead
I'd rather be dead than look like this
im gonna kill myself
I've thought about ending my life
I have suicidal thoughts
having thoughts of self harm
I feel like killing myself
I dont want to exist
I see no reason to keep living
my life is over I want to die
the world would be better without me
i want to cut myself
planning to end my life
my friend is talking about suicide
my daughter said she wants to die
I am a danger to myself
I've decided to end my life
I'm done with life
goodbye, I won't be here tomorrow
I cut my arms to cope
kms
i think about dying all the time
I don't see a reason to live with this face
i would be better off dead
I'm gonna end my life
why am I even alive
I feel like ending everything
i no longer want to live
my boyfriend is threatening to kill himself
I've been thinking about hurting myself
I can't go on
no one would notice if I was gone
i hope i don't wake up tomorrow
I hate myself and want to die
i can't live like this anymore
considering suicide
no point living
I want to end everything
I'm suicidal right now
my scars make me want to kill myself
life is pointless, I want out
want to end my life
I'll kill myself if this doesn't work
if this doesn't work I'll kill myself
can I just die already
should I just end my life
would anyone care if I died
I don't know why I'm still alive
nobody likes me, I want to die
I'm not okay, I want to hurt myself
no one can help me, I want to end it all
is it wrong to want to die
I don't think I can keep living
my wife is suicidal
thinking of jumping off a bridge
I've been burning myself
I just wanna die
theres no hope for me, I want to end it
I would rather die than live with this face
""".strip().splitlines()

ODD_BENIGN = """
could my throat swell up from the numbing cream?
can the numbing cream cause trouble breathing
are people ever short of breath after this
how would I know if I was having an allergic reaction
what does an infection look like
should I call you if I get a fever
what symptoms should I look out for, like pus or fever
do many people get cold sores afterwards
I'm prone to cold sores
I tend to faint around needles, is that a problem
I faint easily
I passed out once at the dentist years ago
my mum had a heart attack last year, can she have it
I have a heart condition
my lips are dry
can you do lips
are swollen lips common after lip needling
lip swelling risk?
is there a chance of numbness
does the numbness from the cream wear off
I had an infection in my tooth last month, is it ok to come
I have an eye infection, should I reschedule
can I come in if I have a cold sore
no redness, no swelling, all good
without any pus or fever
my skin is not infected, just dry
I never had a fever
does microneedling help with dark patches around the mouth
dark spots on my cheeks, would this work
I have dark patches from pregnancy
white spots on my arms from vitiligo, can it be treated
bumps on my chin from acne
do you use numbing cream
will I go numb
can needles go near my eyelids
I want it around my eyes for wrinkles
is it safe around the eyes
my eyes are blue
dark circles and puffy eyes, can microneedling help
red light therapy good for redness?
does it help with rosacea redness that spreads
I'm dying for glowing skin
my jaw dropped, breathtaking results
I'm out of breath running to my appointment lol
holding my breath for the results
pain is killing my vibe, does numbing cream help?
I'd die without my retinol
that price made me choke
how bad is the pain from 1 to 10
does the pain get worse each session
is deeper more painful
my daughter wants to try it
is it hot in the room
hot flushes, can I still come
does sunscreen sting the eyes
will it spread to other areas
do needles spread bacteria
how do you prevent infections
is the equipment sterile so nothing gets infected
what if I feel faint during the session
I had chest surgery years ago, ok to have it?
can I use it on stretch marks on my chest
chest and neck treatment price
tight skin on my neck, can it help
my throat area has wrinkles
I want tighter skin around my throat
neck tightening price
can it make my lips fuller
who can I talk to
I'm killing it with my skincare
will the dark marks fade
thank you so much
my skin feels tight and dry after
red and a bit warm right after, is that normal
it is a bit sore today
my old scars from self harm, can you treat them
I stopped self harming years ago and want the scars gone
i don't want to hurt myself with a home roller, which size is safe
is it easy to injure myself with a home roller
take my life back by fixing my acne
is it normal to have swelling after
my face is swollen, when will it go down
how long does swelling take to go down
swelling around the cheeks day 1 normal?
is there anything for swelling
which lips balm can I use after
lip balm after treatment?
dry mouth and thirsty after
can I eat after lip treatment
mouth area lines
smoker's lines around my lips, does it work
would it be ok with asthma
I have asthma, can I have microneedling
I get short of breath when anxious sometimes, can they pause
I'm anxious I won't be able to breathe with the mask on
do you get breathless with the laughing gas
can you breathe normally during it
breathing exercises for pain
take a deep breath lol
I was speechless and breathless at my results
I faint at the sight of blood
has anyone fainted
nobody fainted in my group
fainting at needles, any tips
do I need to lie down in case I pass out
I hope I don't faint
I'm afraid I'll pass out
how much for chest and back
heart medication, can I have it
does it help with chest wrinkles
I love my results with all my heart
allergic to nickel, can I react
I have allergies, is it safe
allergic reaction risk
what if I have an allergic reaction
I had an allergic reaction to lidocaine once
patch test for allergic reaction
can hives happen
chronic hives, can I do microneedling
infection control policy
how do you stop infection
are infections rare
if my skin gets infected who pays
infected pimple, should I wait with my appointment
can I do it with a pus filled pimple
do you extract pus
microneedling for ice pick scars with pus?
does it hurt more on the forehead
what hurts more, microneedling or laser
which spot hurts most
pain level of the treatment
does pain get worse after numbing wears off
how long till bumps go away
tiny bumps after derma rolling normal?
milia bumps, can this treat them
I have keloid bumps on my ear
goose bumps
brown spots from the sun
my melasma patches got darker in summer, can it help
would it make dark spots darker
post inflammatory hyperpigmentation risk in dark skin
light patches on my legs
lighter skin tone, ok?
I have tram lines, would it help
numb my face first please
is it possible to be numb for days
will my lips go numb
how do you numb the skin
can I numb it myself
eyebrow microblading
eyelash extensions after
can I wear eye makeup after
contact lenses after treatment
eye cream after
crow's feet around the eyes
bags under my eyes are swollen every morning
my eyes water when I'm tired
how soon can I wear mascara, do eyes get red
do I keep my eyes closed
red eyes in photos
my vision for my skin is glass skin
everything looks double the price
can I see before and after photos
hot yoga after?
is it hot
hot water on my face ok?
sauna and hot tub
a hot date tonight, can I wear makeup
spreading payments over months
can the cost be spread
fever pitch excitement
temperature of the room
I'm 39 and 102 kg
I'm 40, is it too late
it costs 100 degrees of regret haha
green tea mask after
yellow undertones skin
white discharge from pimples when squeezed, is that acne
my wallet died
I'm dead, so good
killer results
it's a suicide mission to skip sunscreen lol
cut myself shaving, can I still come
I scratched myself, is it ok to needle
I want to live my best life
I don't want to live with these scars anymore, can you help
the pain won't kill me right
will it kill bacteria
can't wait any longer
I can't go on holiday right after, right
no point in doing it once?
is there any point in one session
I'm tired of my acne
sick of my scars
better off with laser?
end the treatment early?
ending my membership
I want to end my subscription
overdose of vitamin C serum?
take my pills before treatment?
my sister had trouble breathing as a child, asthma, can she do this
would tongue piercing be a problem
does the clinic deal with lip swelling after filler
I don't have hives or swelling anywhere
No trouble breathing, no hives, just checking in
I am not having chest pain
Neither fever nor pus
thankfully no infection
luckily it did not get infected
will I get hives if I'm allergic to nickel
how soon would an allergic reaction show
can someone faint from the pain
If my lips swell, who do I call?
In case of fever, what should I do?
should fever happen, who do I contact
when would I need to see a doctor, fever?
what would count as an emergency
what are emergency warning signs
does the FDA list infection as a risk
I read that it can cause nerve damage and numbness
my friend got an infection from a home roller, is it safer at a clinic
my coworker's face got infected after a spa treatment, how do you avoid that
a woman online fainted during it, is that true
they say it leaves dark spots on dark skin
I heard it gave someone blisters
I get fever blisters every winter
cold sores run in my family
on valtrex for cold sores, ok?
I have herpes, am I a candidate
do you sell eye cream for swollen eyes
is the numb feeling supposed to last
how quickly do the numbing effects go
lidocaine makes me numb for hours, is it strong
numb toes from diabetes, can I have it
poor vision, can someone help me find the entrance
I can't see where to book
cannot see the map
I wear contacts, do they have to come out of my eyes
open pores are killing my confidence
hot in here
it burns calories?
my face gets red when I drink wine
is there a burning smell during RF
burning sensation normal?
spread out over 3 months
my rosacea is getting worse, would this help
acne getting worse, is it suitable
my scars look worse in the sun
the scarring is bumpy, does it work
bumpy texture for years
old chickenpox bumps
I want to look alive
kill the bacteria
I'll die if I miss this appointment lol
I would kill to have her skin
this queue is torture, kill me lol
end result?
what ends the redness fastest
can the needles hit my eye?
do people lose feeling
what are the odds of numbness
I had a cold sore last month, all gone now
my infection cleared up, when can I rebook
no more pus, can I start makeup
it isn't hot or spreading
not short of breath or anything
how do I treat a fever blister before my visit
I take blood thinners because of a heart attack in 2015
heart attack history
I had chest pain last year and got cleared
my swelling is gone
swollen cheeks after wisdom teeth, when can I come
can RF burn the eyes
infected eczema, am I a candidate
I sometimes get hives in the sun
is hives a reason not to do it
fear of needles and passing out
my son faints at needles
lip blushing swelling vs microneedling lips
does it help with dark lips
throat wrinkles
tongue tie
chest microneedling pain
I've got a burning question
hot take, rollers suck
can pus form
blister packs
can I take ibuprofen for pain
is increasing redness a bad thing
bad redness from rosacea
my blisters from new shoes, unrelated
does a higher depth mean more pain
painful breakouts, getting worse every month, will it help
numb skin after c section scar, can it help
my eye doctor says ok
I only see out of one eye, is parking close
eyes closed during treatment?
i nearly died when I saw my skin lol
my confidence is dead
killing me that I can't wear makeup
can my lips swell from numbing cream
is it likely that my face will blister
could pus be a sign of infection
will there be pus
I've never had hives in my life
has a client ever stopped breathing
how would you handle it if I fainted
what do you do when someone faints
do you have an epipen on site
do you have oxygen on site
my husband has chest pain from angina, chronic, can he have microneedling
I get panic attacks and feel like I can't breathe sometimes
my last facial gave me an infection two years ago
last year a roller infected my skin, is yours sterile
if the area becomes infected what are the signs
is infection less likely at a clinic
does it leave dark marks on brown skin
I'm scared it will leave white patches
should I worry about numbness
is an eye injury possible
how close to the eye do you go
do you put shields on the eyes
tell me about fever blisters and microneedling
my old blisters left scars, can it help
swelling of lips after filler vs microneedling
can I kiss someone after lip treatment
my lips are chapped
I get puffy easily
does it swell
is swelling bad
how swollen will I be
swelling and redness on day 1
I blush and my chest goes red
breathing through a mask during treatment
would fainting void my treatment
I felt great after
are you open today
I see spots on the sun damaged skin
pain free options
is the pain bearable
bumps and texture on forehead
I've numb fingers from typing, lol can I book
can you use numbing cream near the eyes
what stops infection
who checks for infection
hotel near the clinic
can I shower hot
I burn easily in the sun
do you treat burn scars
the receptionist was cold
cold sore history, should I take something
my dog died, need to reschedule
end of the month appointment
going to die of boredom
hurting for cash, any discounts
""".strip().splitlines()

BY_SIGN: dict[WarningSign, tuple[str, str]] = {
    WarningSign("emergency_now", "bleeding"): (
        """
        the bleeding just will not stop
        there is so much blood, it is pouring down my cheek
        I'm on blood thinners and it is still bleeding
        she has soaked through three flannels
        """,
        """
        does the skin bleed much
        the bleeding stopped by itself last night
        I take blood thinners, can I have it
        bleeding me dry with these prices
        """,
    ),
    WarningSign("emergency_now", "stroke"): (
        """
        my mother's face has dropped on one side
        he is slurring and cannot lift his arm
        her leg went weak all of a sudden
        my husband suddenly talks gibberish
        my daughter seems so confused since we came home
        """,
        """
        my jaw dropped at the results
        my face droops from age
        I am confused about the two prices
        what a stroke of luck that you are open
        my gran had a stroke in 2014, may she come
        """,
    ),
    WarningSign("emergency_now", "seizure"): (
        """
        my son is having a fit
        she just had a seizure on your doorstep
        his eyes have rolled back and he is jerking all over
        my friend is fitting on the floor
        """,
        """
        can you fit me in tomorrow
        it is a good fit for my skin
        I want to get fit before the treatment
        I had seizures as a child
        """,
    ),
    WarningSign("emergency_now", "sight_loss"): (
        """
        I can't see out of my left eye
        one eye has gone black
        my sight just went
        a curtain came down over my eye
        I have lost the sight on that side
        """,
        """
        I can't see any difference yet
        lost sight of my skin goals
        do you turn a blind eye to latecomers
        has anyone gone blind from it
        """,
    ),
    WarningSign("emergency_now", "very_ill"): (
        """
        temperature of 39.5 and his skin is mottled
        his legs are mottled
        I have hardly peed since yesterday
        the skin on my cheek is turning purple and spreading by the hour
        """,
        """
        a fever can make people confused, can it not
        I am dying to see the photos
        my bruise is purple
        """,
    ),
    WarningSign("emergency_now", "numbing_reaction"): (
        """
        I am twitching since the numbing cream
        my ears are ringing and I feel woozy
        he went woozy after the lidocaine
        """,
        """
        can the numbing cream make me dizzy
        my ears are ringing from the concert
        does lidocaine cause twitching
        """,
    ),
    WarningSign("emergency_now", "eyeball"): (
        """
        the needle went into my eye
        the pen stabbed my eyeball
        my pupil has a strange shape since the session
        """,
        """
        do the needles go near the eyes
        how far from the eyeball do you stop
        """,
    ),
    WarningSign("self_harm", "suicide"): (
        """
        I swallowed a handful of tablets
        I won't be around for anything any more
        I keep thinking about not waking up
        I am a burden to everyone
        my flatmate says she should be dead
        """,
        """
        I took two tablets for my headache
        I won't be around in June
        a suicidal drinks bill
        I'd rather die than get a perm
        """,
    ),
    WarningSign("self_harm", "self_injury"): (
        """
        I cut my arm yesterday and I keep doing it
        can you treat the cuts on my leg, I did them last night
        I press the roller in because I want it to hurt
        I hurt myself with it every night
        """,
        """
        I cut my arm on a fence
        how does hurting the skin on purpose help
        I want to cut costs
        can you treat cut marks from years ago
        """,
    ),
    WarningSign("today", "lasting_redness"): (
        """
        the redness has a hard edge
        the red patch has moved since lunch
        still very red after two weeks
        """,
        """
        does redness ever move
        is it red for days
        """,
    ),
    WarningSign("today", "growing_swelling"): (
        """
        the swelling goes up every day
        still puffy on the left, day 5
        more swollen than yesterday
        """,
        """
        a little swelling on the first evening
        how long does swelling take to go
        still swollen after rhinoplasty
        """,
    ),
    WarningSign("today", "open_wound"): (
        """
        oozing
        one hole will not close
        my chin is still raw
        it weeps when I wash it
        there is an open sore on my scalp
        """,
        """
        how does a wound heal
        does it weep afterwards
        oozing confidence already
        """,
    ),
    WarningSign("today", "fever"): (
        """
        a bit of a temperature, 37.9
        my temp is 100.4
        I've got 38.2 since this morning
        """,
        """
        the balm is 37.9
        I'm 38 and my sister is 41
        """,
    ),
    WarningSign("today", "glands"): (
        """
        swollen glands since Tuesday
        the glands in my neck are up
        a lymph node under my jaw is sore
        """,
        """
        do you treat oil glands
        had swollen glands last month with tonsillitis
        """,
    ),
    WarningSign("today", "cold_sores"): (
        """
        a cold sore came up after my session
        getting a cold sore since yesterday
        I think it is shingles, it appeared today
        """,
        """
        do I have to tell the nurse about my cold sores when I come
        cold sores
        I had shingles in 2012
        """,
    ),
    WarningSign("today", "burns"): (
        """
        the machine burned my skin
        I have burn marks from the session
        the cream burnt my cheek
        """,
        """
        sunburnt last month
        my old clinic burned me in 2019
        is there a risk of burns
        """,
    ),
    WarningSign("today", "bruise"): (
        """
        the bruise is getting bigger
        a bruise that spreads each day
        there is a hard lump under the bruise
        """,
        """
        I bruise easily
        a small bruise on my chin
        """,
    ),
    WarningSign("today", "needle_left"): (
        """
        a needle broke off in my cheek
        there is something sharp under my skin
        a bit of needle is stuck in my chin
        """,
        """
        do needles ever break off
        what if a needle snaps in my skin
        """,
    ),
    WarningSign("today", "itchy_rash"): (
        """
        an itchy rash where you treated me, since Monday
        itchy bumps that get worse since my session
        the rash on the treated area is itchy
        """,
        """
        is an itchy rash common
        my skin is itchy and flaky, day 3
        """,
    ),
    WarningSign("today", "new_scars"): (
        """
        tram lines since my last session
        a raised scar came up after needling
        I'm getting a keloid where I was needled
        """,
        """
        I have tram lines from a laser
        a raised scar on my knee
        can you treat a keloid
        """,
    ),
}
"""Signs and look-alikes of each, a message a line."""

ALARMS: dict[LevelName, list[str]] = {
    "emergency_now": EMERGENCY_NOW + ODD_EMERGENCY_NOW,
    "today": TODAY + ODD_TODAY,
    "self_harm": SELF_HARM + ODD_SELF_HARM,
}
EVERY_ALARM = [(level, text) for level, texts in ALARMS.items() for text in texts]


def lines_of(block: str) -> list[str]:
    return [line.strip() for line in block.strip().splitlines()]


@pytest.fixture(scope="module")
def safety() -> SafetyFile:
    return load(DEFAULT_FOLDER).safety


@pytest.fixture(scope="module")
def signs(safety: SafetyFile) -> WarningSigns:
    return WarningSigns(safety)


def level_of(sign: WarningSign | None) -> LevelName | None:
    return sign.level if sign else None


@pytest.mark.parametrize(("level", "text"), EVERY_ALARM)
def test_sign_is_answered_by_its_level(signs: WarningSigns, level: LevelName, text: str) -> None:
    assert level_of(signs.find(text)) == level


@pytest.mark.parametrize("text", BENIGN + ODD_BENIGN)
def test_nothing_is_taken_for_a_sign(signs: WarningSigns, text: str) -> None:
    assert signs.find(text) is None


@pytest.mark.parametrize(
    ("sign", "text"),
    [(sign, text) for sign, (said, _) in BY_SIGN.items() for text in lines_of(said)],
)
def test_sign_is_found_by_its_name(signs: WarningSigns, sign: WarningSign, text: str) -> None:
    assert signs.find(text) == sign


@pytest.mark.parametrize(
    "text", [text for _, alike in BY_SIGN.values() for text in lines_of(alike)]
)
def test_look_alike_is_no_sign(signs: WarningSigns, text: str) -> None:
    assert signs.find(text) is None


@pytest.mark.parametrize("change", [str.upper, "Hi there. {}".format, "{}. Thanks.".format])
def test_shouting_and_courtesy_change_nothing(signs: WarningSigns, change: Any) -> None:
    # One test for all alarms: as tests of their own they would take longer to count than to run.
    changed = [text for level, text in EVERY_ALARM if level_of(signs.find(change(text))) != level]
    assert changed == []


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("i cant breathe", WarningSign("emergency_now", "breathing")),
        ("my lips are swelling", WarningSign("emergency_now", "airway_swelling")),
        ("I fainted", WarningSign("emergency_now", "fainting")),
        ("there is pus coming out", WarningSign("today", "pus")),
        ("my eye hurts", WarningSign("today", "eye")),
        ("I want to kill myself", WarningSign("self_harm", "suicide")),
    ],
)
def test_sign_is_named(signs: WarningSigns, text: str, sign: WarningSign) -> None:
    assert signs.find(text) == sign


def test_most_serious_sign_wins(signs: WarningSigns) -> None:
    text = "There is pus on my cheek and a fever. My throat is closing."
    assert signs.find(text) == WarningSign("emergency_now", "airway_swelling")


@pytest.mark.parametrize(
    ("asked", "stated"),
    [
        ("could my throat swell", "could you help, my throat is swelling"),
        ("what if I faint", "what do I do, I fainted"),
        ("no pus", "no idea why there is pus"),
        ("I don't think it's infected", "I don't think it's ok, it's infected"),
        ("I had a fever years ago", "I had a treatment weeks ago and now a fever"),
        ("I have a cold sore, can I still come", "I have a cold sore since my session"),
        ("is it normal to get pus", "is it normal that there is pus"),
        ("the fever went away", "the fever has not gone away"),
        ("I'm prone to blisters", "I'm prone to worry but now I have blisters"),
        ("I read that it leaves blisters", "I read your sheet. I have blisters"),
        ("I had chest pain in 2011", "I had my treatment in 2024 and now chest pain"),
        ("rolled it years back and got an infection", "rolled it weeks back and got an infection"),
        ("had sepsis last year, all fine now", "had needling last year, now it is septic"),
        ("a raised scar", "a raised scar since my session"),
        ("brown patches since my second baby", "brown patches since my second session"),
    ],
)
def test_context_decides(signs: WarningSigns, asked: str, stated: str) -> None:
    assert signs.find(asked) is None
    assert signs.find(stated) is not None


@pytest.mark.parametrize(
    "text",
    [
        "brething is hard",
        "my thraot is closing",
        "my tounge is swelling",
        "my lipps are swelling",
        "my liiiips are swellllling",
        "i have a fevr",
        "it is infcted",
        "ICANT breathe, i ca nt breathe",
    ],
)
def test_misspelt_sign_is_recognised(signs: WarningSigns, text: str) -> None:
    assert signs.find(text) is not None


@pytest.mark.parametrize("text", ["how many fewer visits", "an injection in the cheek", "threat"])
def test_ordinary_word_is_no_misspelling(signs: WarningSigns, text: str) -> None:
    assert signs.find(text) is None


@pytest.mark.parametrize("text", ["", " ", "?!", "\x00", "😀", "'", "...", "can't", "<number>"])
def test_almost_nothing_is_no_sign(signs: WarningSigns, text: str) -> None:
    assert signs.find(text) is None


@given(text=st.text())
@settings(max_examples=300, deadline=None)
def test_any_text_can_be_read(signs: WarningSigns, text: str) -> None:
    found = signs.find(text)
    assert found is None or found.level in ALARMS


@given(words=st.lists(st.sampled_from(sorted({w for _, t in EVERY_ALARM for w in t.split()}))))
@settings(max_examples=200, deadline=None)
def test_no_mixture_of_words_hides_an_emergency(signs: WarningSigns, words: list[str]) -> None:
    text = f"{' '.join(words)}. I can't breathe!"
    assert level_of(signs.find(text)) == "emergency_now"


@given(
    alarm=st.sampled_from(EVERY_ALARM),
    before=st.text(string.ascii_lowercase + " ", max_size=20).map(lambda text: f"Zzz {text} zzz"),
)
@settings(max_examples=200, deadline=None)
def test_a_sentence_before_never_hides_an_emergency(
    signs: WarningSigns, alarm: tuple[LevelName, str], before: str
) -> None:
    level, text = alarm
    if level == "emergency_now":
        assert level_of(signs.find(f"{before}. {text}")) == "emergency_now"


def test_clinician_can_add_a_sign(safety: SafetyFile) -> None:
    content = safety.model_dump()
    content["words"]["limb"] = ["left arm", "right arm"]
    content["levels"]["today"]["signs"]["limp"] = {
        "name": "an arm that hangs down",
        "patterns": ["{limb} ... dangling"],
        "unless": ["dangling earrings"],
    }
    signs = WarningSigns(SafetyFile.model_validate(content))
    assert signs.find("my left arm is just dangling") == WarningSign("today", "limp")
    assert signs.find("my right arm and dangling earrings") is None
    assert signs.find("could my left arm be dangling") is None


def test_ordinary_complaint_counts_when_new(safety: SafetyFile) -> None:
    content = safety.model_dump()
    content["levels"]["today"]["signs"]["dry"] = {
        "name": "dry skin",
        "patterns": ["parched"],
        "ordinary": True,
    }
    signs = WarningSigns(SafetyFile.model_validate(content))
    assert signs.find("my skin is parched") is None
    assert signs.find("it has been parched since school") is None
    for text in ("parched since my session", "parched. I was needled", "it is parched and worse"):
        assert signs.find(text) == WarningSign("today", "dry")


def test_most_serious_level_wins_over_despair(signs: WarningSigns) -> None:
    assert signs.find("I want to die and I can't breathe") == WarningSign(
        "emergency_now", "breathing"
    )
    assert signs.find("I cut my wrists, there is pus") == WarningSign("self_harm", "suicide")


def test_long_message_is_read_in_time(signs: WarningSigns) -> None:
    """Generous, since the machine may be busy; a quadratic reading would take many seconds."""
    text = "could i get red spreading hives " * 100
    start = time.process_time()
    assert signs.find(text) is None
    assert time.process_time() - start < 2


@pytest.mark.parametrize(
    "text",
    [
        "is oozing normal? its kind of greeny and smells, 5 days after my session",
        "three days on and im taking painkillers round the clock, keeps getting sorer",
        "i tried years ago to end it and tonight i am going to do it again",
    ],
)
def test_what_the_conversation_of_unforeseen_words_says_is_known_to_no_pattern(
    signs: WarningSigns, text: str
) -> None:
    conversation = ROOT / "tests" / "conversations" / "signs_in_unforeseen_words.yml"
    assert f"says: {text}\n" in conversation.read_text("utf-8")
    assert signs.find(text) is None


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("i had a bad turn years ago", "emergency_now"),
        ("how would it be if my arm went heavy", "emergency_now"),
        ("a lady online said hers went strange", "today"),
        ("these pores are the death of me", "self_harm"),
        ("in high school i was in a dark place", "self_harm"),
        ("it is strange, can i still come to my appointment if it is", "today"),
    ],
)
def test_another_time_or_person_or_a_joke_silences_what_is_known_by_meaning(
    signs: WarningSigns, text: str, level: LevelName
) -> None:
    assert signs.is_silenced(text, level)


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("it keeps getting sorer", "today"),
        ("my arm went heavy", "emergency_now"),
        ("years ago it was bad and tonight it is bad again", "self_harm"),
        ("a lady online said it is nothing but i feel strange now", "emergency_now"),
    ],
)
def test_what_is_told_as_happening_is_not_silenced(
    signs: WarningSigns, text: str, level: LevelName
) -> None:
    assert not signs.is_silenced(text, level)
