"""Four hundred invented names of many origins, paired by number and not by any person."""

from pathlib import Path

FIRST_NAMES = (
    "Marit Zofia Agnieszka Oluwaseun Ngozi Chidi Amina Fatima Yusuf Ibrahim Priya Arjun "
    "Lakshmi Harpreet Gurdeep Mei Wei Xiuying Haruto Yuki Siobhán Niamh Cillian Rhiannon "
    "Gethin Myfanwy Ewan Catriona Zoë Chloë François Amélie Jürgen Käthe Björn Åsa Søren "
    "Łukasz Małgorzata Dimitri Oksana Tomáš Kateřina Ștefan Ioana Xhemal Elira Soraya Parisa "
    "Leila Nasrin Tariq Bilal Zainab Kwame Abena Thandiwe Sipho Tendai Rudo Inés José Begoña "
    "João Conceição Giulia "
)
FIRST = FIRST_NAMES.split()
LAST_NAMES = (
    "Solvang Wiśniewska Kowalczyk Adebayo-Cole Okonkwo Nwachukwu Begum Khanum Rahmani Osmanov "
    "Chaudhary Venkataraman Subramaniam Sandhuwala Dhaliwal Huangfu Zhangjie Ouyang Takahashi "
    "Yamaguchi O'Shaughnessy MacGillivray Ó'Briain Llewellyn-Rees Gwynfryn Abernethy "
    "Farquharson Delacroix Lefèvre Müllenbach Schröder Lindström Ångström Sørensen Łuczak "
    "Jabłoński Papadimitriou Shevchenko Dvořáček Novotný Popescu Ionescu Hoxhaj Gjergji "
    "Tehrani Farahani Mahmoudi Siddiqui Qureshi Mensahene Boatengwe Ndlovukazi Mkhabela "
    "Chikwanha Moyondizvo Fernández-Ruiz Etxeberria Gonçalves Figueiredo Bevilacqua Montanari "
    "Smith Patel Kaur Shah Khan Singh Taylor Ali Li Brown Hussain "
)
LAST = LAST_NAMES.split()
NAMES = [
    f"{FIRST[number % len(FIRST)]} {LAST[(number * 7 + number // len(FIRST)) % len(LAST)]}"
    for number in range(400)
]
WRITTEN = Path(__file__).with_name("prose.txt").read_text(encoding="utf-8")
"""An invented review in prose, of nobody: what a check should leave alone."""
PROSE = (
    "The practice nurse saw her in the spring and asked how things were at home. Records from "
    "Gloucester City Council show that a housing officer rang twice, and that nobody "
    "answered. The police came to the flat in June; the officer wrote that both adults were "
    "calm. Her mother told the panel that she had seemed tired since the winter, and that she "
    "no longer came on Sundays. A health visitor noted bruising on one arm. Staff at the "
    "hospital asked about alcohol but not about safety. The Multi-Agency Risk Assessment "
    "Conference did not hear of either visit. In August the General Practitioner prescribed "
    "tablets for sleep. Adult Social Care closed the referral after one letter. The "
    "independent chair thanks all who gave their time. Learning from this review should reach "
    "every team that meets people on their own. The partnership has agreed eight actions, "
    "each with an owner and a date in the year after publication. "
)
